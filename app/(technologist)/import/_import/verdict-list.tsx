'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Download } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { verdicts as kinds, verdictWords, type FileVerdict, type Verdict } from '@/lib/dicom/media/verdict'
import { verdictCsv, verdictCsvHead } from '@/lib/dicom/media/verdict-csv'
import { Button } from '../../../_components/ui/button'

const lineHeight = 44

/** What became of each file: thousands of lines, of which only those in sight exist. */
export function VerdictList({ verdicts }: { verdicts: readonly FileVerdict[] }) {
  const [only, setOnly] = useState<Verdict | 'all'>('all')
  const counts = useMemo(() => {
    const found = { all: verdicts.length, stored: 0, duplicate: 0, quarantined: 0, refused: 0, skipped: 0 }
    for (const { verdict } of verdicts) found[verdict] += 1
    return found
  }, [verdicts])
  const shown = useMemo(
    () => (only === 'all' ? verdicts : verdicts.filter(({ verdict }) => verdict === only)),
    [verdicts, only],
  )
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <div className="flex flex-wrap gap-1" role="group" aria-label="Show verdicts">
          {(['all', ...kinds] as const).map((kind) => (
            <Button
              key={kind}
              size="sm"
              variant={only === kind ? 'secondary' : 'ghost'}
              aria-pressed={only === kind}
              onClick={() => setOnly(kind)}
            >
              {kind === 'all' ? 'All' : verdictWords[kind]} <span className="num">{counts[kind]}</span>
            </Button>
          ))}
        </div>
        <Button size="sm" onClick={() => save(verdicts)} disabled={verdicts.length === 0}>
          <Download className="size-3.5" aria-hidden />
          Verdicts as CSV
        </Button>
      </div>
      <Lines verdicts={shown} />
    </div>
  )
}

function Lines({ verdicts }: { verdicts: readonly FileVerdict[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: verdicts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 10,
  })
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label="Verdicts"
      className="h-[26rem] overflow-y-auto border-t border-line"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = verdicts[index]
          if (!line) return null
          return (
            <li
              key={index}
              aria-setsize={verdicts.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 flex flex-col justify-center border-b border-line px-1"
              style={{ height: lineHeight, transform: `translateY(${start}px)` }}
            >
              <div className="flex items-center gap-3">
                <span className="min-w-0 flex-1 truncate" title={line.label}>
                  {line.label}
                </span>
                <span className="shrink-0 text-ink-2">{verdictWords[line.verdict]}</span>
              </div>
              {line.words ? (
                <p className="truncate text-sm text-ink-2" title={line.words}>
                  {line.words}
                </p>
              ) : null}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function save(verdicts: readonly FileVerdict[]): void {
  const csv = new Blob(['\ufeff', verdictCsvHead, ...verdicts.map(verdictCsv)], { type: 'text/csv' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(csv)
  link.download = 'import-verdicts.csv'
  link.click()
  URL.revokeObjectURL(link.href)
}
