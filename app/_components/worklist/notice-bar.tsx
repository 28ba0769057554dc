import { Info } from 'lucide-react'

/** What the server says is missing right now; slim, in words. */
export function NoticeBar({ notices }: { notices: readonly string[] }) {
  if (notices.length === 0) return null
  return (
    <div
      role="status"
      className="flex min-h-7 items-center gap-2 border-t border-line bg-surface px-3 py-1 text-sm text-ink-2"
    >
      <Info className="size-3.5 shrink-0 text-ink-3" aria-hidden />
      <span>{notices.join(' · ')}</span>
    </div>
  )
}
