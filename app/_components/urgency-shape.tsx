import clsx from 'clsx'

const shapes = {
  critical: { path: 'M6 0.5 11.5 6 6 11.5 0.5 6Z', tone: 'text-critical' }, // diamond
  overdue: { path: 'M6 1 11.5 11H0.5Z', tone: 'text-overdue' }, // triangle
  urgent: { path: 'M6 1 11.5 11H0.5Z M6 4.2 3.2 9.4H8.8Z', tone: 'text-urgent' }, // open triangle
  soon: { path: 'M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z M6 2.6a3.4 3.4 0 1 0 0 6.8Z', tone: 'text-soon' }, // half circle
} as const

export type UrgencyKind = keyof typeof shapes

/** The shape that goes with an urgency colour, so that the colour is never alone. The word stands beside it. */
export function UrgencyShape({ kind, className }: { kind: UrgencyKind; className?: string }) {
  return (
    <svg viewBox="0 0 12 12" className={clsx('size-2.5 shrink-0', shapes[kind].tone, className)} aria-hidden>
      <path d={shapes[kind].path} fill="currentColor" fillRule="evenodd" />
    </svg>
  )
}
