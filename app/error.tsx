'use client'
import { ErrorState } from './_components/ui/error-state'

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <ErrorState
        title="This page could not be shown"
        message={
          <>
            Nothing was lost: saved drafts and signed reports are on the server. Try again; if it stays, tell
            your administrator
            {error.digest ? ` this number: ${error.digest}` : ''}.
          </>
        }
        onRetry={reset}
      />
    </main>
  )
}
