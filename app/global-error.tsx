'use client'
import './globals.css'

/** The last resort, when even the frame of the page failed. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
          <h1 className="text-lg font-medium">Wetread could not be shown</h1>
          <p className="max-w-96 text-ink-2">
            Saved drafts and signed reports are on the server. Try again in a moment.
          </p>
          <button
            type="button"
            onClick={reset}
            className="h-8 rounded-md border border-line-strong bg-raised px-3"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
