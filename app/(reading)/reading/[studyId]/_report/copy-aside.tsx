'use client'
import { Button } from '@/app/_components/ui/button'
import type { ReportText } from '@/lib/reporting/report-text'

interface CopyAsideProps {
  copy: ReportText
  current: ReportText
  onInsert: (change: Partial<ReportText>) => void
  onDiscard: () => void
}

const fields = [
  ['indication', 'Indication'],
  ['findings', 'Findings'],
  ['impression', 'Impression'],
] as const

/** The reader's own text after a conflict, to be put back part by part. */
export function CopyAside({ copy, current, onInsert, onDiscard }: CopyAsideProps) {
  return (
    <section aria-label="Your copy" className="rounded-md border border-dashed border-line-strong p-2.5">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-medium text-ink-2">Your copy, not part of the report</h3>
        <Button size="sm" variant="ghost" onClick={onDiscard}>
          Discard
        </Button>
      </div>
      {fields.map(([name, label]) =>
        copy[name].trim() === '' || copy[name] === current[name] ? null : (
          <div key={name} className="mt-2 flex items-start gap-2">
            <div className="min-w-0 flex-1 text-base">
              <p className="text-xs text-ink-3">{label}</p>
              <p className="whitespace-pre-wrap text-ink-2">{copy[name]}</p>
            </div>
            <Button
              size="sm"
              onClick={() => onInsert({ [name]: [current[name], copy[name]].filter(Boolean).join('\n') })}
            >
              Insert
            </Button>
          </div>
        ),
      )}
    </section>
  )
}
