import type { WorklistRow } from '@/lib/worklist/worklist-row'

const stateWords = {
  readable: '',
  claimed: '',
  preliminary: 'Preliminary',
  final: 'Final',
  addended: 'Addended',
  cancelled: 'Cancelled',
} as const

/** Who reads, and how far the report is. */
export function ReaderCell({ row }: { row: WorklistRow }) {
  const state = stateWords[row.state]
  const reader = row.claim ? (row.claim.mine ? 'You' : row.claim.displayName) : ''
  return (
    <>
      {row.claim?.mine ? <span className="size-1.5 shrink-0 rounded-full bg-accent" aria-hidden /> : null}
      <span className={row.claim?.mine ? 'truncate font-medium text-ink' : 'truncate text-ink-2'}>
        {reader || state || <Unclaimed />}
        {reader && state ? <span className="text-ink-3"> · {state}</span> : null}
        {row.hasDraft && !state ? <span className="text-ink-3"> · draft</span> : null}
      </span>
    </>
  )
}

function Unclaimed() {
  return (
    <span className="text-ink-3">
      <span aria-hidden>–</span>
      <span className="sr-only">Unclaimed</span>
    </span>
  )
}
