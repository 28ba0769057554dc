'use client'
import { Button } from '@/app/_components/ui/button'

interface ConflictNoticeProps {
  author: string
  busy: boolean
  onChoose: (keepMine: boolean) => void
}

/** Two people, or two windows, wrote at once: the reader chooses, nothing is overwritten. */
export function ConflictNotice({ author, busy, onChoose }: ConflictNoticeProps) {
  return (
    <div role="alert" className="flex flex-col gap-2 border-b border-line-strong bg-raised px-3 py-2.5">
      <p className="text-base text-ink">
        {author === '' ? 'This report' : `${author}’s version of this report`} was saved elsewhere while you
        wrote here. Your text is not saved yet.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" variant="primary" disabled={busy} onClick={() => onChoose(true)}>
          Load theirs, keep mine as a copy
        </Button>
        <Button size="sm" disabled={busy} onClick={() => onChoose(false)}>
          Load theirs, drop mine
        </Button>
      </div>
    </div>
  )
}
