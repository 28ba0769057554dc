import clsx from 'clsx'
import type { ReactNode } from 'react'

/** One number and what it counts. */
export function Figure({
  label,
  value,
  note,
  pressing = false,
}: {
  label: string
  value: ReactNode
  note?: ReactNode
  pressing?: boolean
}) {
  return (
    <div className="min-w-32">
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd
        className={clsx(
          'num text-[1.625rem] leading-tight font-semibold tracking-tight',
          pressing ? 'text-overdue' : 'text-ink',
        )}
      >
        {value}
      </dd>
      {note ? <dd className="num text-sm text-ink-2">{note}</dd> : null}
    </div>
  )
}
