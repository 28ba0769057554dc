'use client'
import clsx from 'clsx'
import { periodLabels, periods, type Period } from './periods'

export function PeriodPicker({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  return (
    <div
      role="group"
      aria-label="Period"
      className="flex overflow-hidden rounded-md border border-line-strong"
    >
      {periods.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === period}
          onClick={() => onChange(one)}
          className={clsx(
            'h-8 border-l border-line-strong px-3 first:border-l-0 focus-visible:-outline-offset-2',
            one === period ? 'bg-selected text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
          )}
        >
          {periodLabels[one]}
        </button>
      ))}
    </div>
  )
}
