import clsx from 'clsx'
import type { StudyDetail } from '@/lib/worklist/study-detail'

type Finding = NonNullable<StudyDetail['modelRuns']>[number]['findings'][number]

const tones: Record<string, { text: string; bar: string; word: string }> = {
  critical: { text: 'text-critical', bar: 'bg-critical', word: 'critical' },
  urgent: { text: 'text-urgent', bar: 'bg-urgent', word: 'urgent' },
  soon: { text: 'text-soon', bar: 'bg-soon', word: 'soon' },
}

/** One finding: its probability, and the operating point (the tick) above which it counts. */
export function FindingBar({ finding }: { finding: Finding }) {
  const tone = finding.positive ? tones[finding.urgency] : undefined
  const percent = (part: number): string => `${Math.min(100, Math.max(0, part * 100))}%`
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_5.5rem_2.25rem] items-center gap-x-2.5 text-base">
      <span className={clsx('truncate', finding.positive ? 'text-ink' : 'text-ink-2')}>
        {finding.label || finding.name}
        {tone ? <span className={clsx('ml-1.5 text-xs', tone.text)}>{tone.word}</span> : null}
      </span>
      <span
        role="meter"
        aria-label={finding.label || finding.name}
        aria-valuenow={finding.probability}
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuetext={`${finding.probability.toFixed(2)}, operating point ${finding.operatingPoint.toFixed(2)}`}
        title={`Operating point ${finding.operatingPoint.toFixed(2)}`}
        className="relative h-1.5 rounded-full bg-raised"
      >
        <span
          className={clsx('absolute inset-y-0 left-0 rounded-full', tone?.bar ?? 'bg-ink-3')}
          style={{ width: percent(finding.probability) }}
        />
        <span
          className="absolute -inset-y-0.5 w-px bg-ink"
          style={{ left: percent(finding.operatingPoint) }}
        />
      </span>
      <span className={clsx('num text-right', finding.positive ? 'text-ink' : 'text-ink-2')}>
        {finding.probability.toFixed(2)}
      </span>
    </div>
  )
}
