'use client'
import { memo } from 'react'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { ideographicName, personName } from '../person-name'
import { AiCell } from './ai-cell'
import { ClassCell } from './class-cell'
import { DueCell } from './due-cell'
import { procedureWords } from './procedure-words'
import { sexAge } from './sex-age'

/** One study on two lines, for a phone. */
export const WorklistCard = memo(function WorklistCard({
  row,
  now,
  readAi,
}: {
  row: WorklistRow
  now: number
  readAi: boolean
}) {
  return (
    <div className="num flex h-full flex-col justify-center gap-0.5 px-3 whitespace-nowrap">
      <div role="gridcell" className="flex items-center gap-2">
        <span className="truncate font-medium text-ink">{personName(row.PatientName)}</span>
        <span lang="ja" className="shrink-0 text-ink-2">
          {ideographicName(row.PatientName)}
        </span>
        <span className="shrink-0 text-ink-2">{sexAge(row, now)}</span>
        <span className="ml-auto flex shrink-0 items-center gap-1.5">
          <DueCell row={row} now={now} />
        </span>
      </div>
      <div role="gridcell" className="flex items-center gap-2 text-sm">
        <span className="flex shrink-0 gap-1.5">
          <ClassCell row={row} />
        </span>
        <span className="shrink-0 text-ink-2">{row.ModalitiesInStudy.join(' ')}</span>
        <span className="min-w-0 truncate text-ink-2">{procedureWords(row)}</span>
        {row.synthetic ? <span className="shrink-0 text-xs text-ink-3">synthetic</span> : null}
        <span className="ml-auto flex max-w-44 shrink-0 items-center justify-end gap-1.5 overflow-hidden">
          {row.claim ? (
            <span className="truncate text-ink-2">{row.claim.mine ? 'You' : row.claim.displayName}</span>
          ) : null}
          <AiCell ai={row.ai} readAi={readAi} brief />
        </span>
      </div>
    </div>
  )
})
