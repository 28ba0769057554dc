import clsx from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  neutral: 'border-line-strong text-ink-2',
  accent: 'border-accent/50 text-accent',
  critical: 'border-critical/60 text-critical',
  urgent: 'border-urgent/60 text-urgent',
  soon: 'border-soon/60 text-soon',
} as const

/** A word in a thin frame. Coloured tones are for urgency only. */
export function Badge({ tone = 'neutral', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={clsx(
        'inline-flex h-4.5 shrink-0 items-center gap-1 rounded-sm border px-1 text-xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}
