'use client'
import clsx from 'clsx'
import { memo } from 'react'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { ageWords, dueWords } from '../time-words'
import { AiCell } from './ai-cell'
import { ClassCell } from './class-cell'
import { DueCell } from './due-cell'
import { gridColumns, widerOnly, widestOnly, wideOnly } from './grid-columns'
import { PatientCell } from './patient-cell'
import { procedureWords } from './procedure-words'
import { ReaderCell } from './reader-cell'
import { sexAge } from './sex-age'
import { WhyCell } from './why-cell'

const cell = 'flex min-w-0 items-center gap-1.5 overflow-hidden whitespace-nowrap'

/** One study on one line. */
export const WorklistLine = memo(function WorklistLine({
  row,
  now,
  readAi,
}: {
  row: WorklistRow
  now: number
  readAi: boolean
}) {
  return (
    <div className={clsx(gridColumns, 'num h-full')}>
      <div role="gridcell" className={cell}>
        <DueCell row={row} now={now} />
      </div>
      <div role="gridcell" className={cell}>
        <ClassCell row={row} />
      </div>
      <div role="gridcell" className={cell}>
        <PatientCell row={row} />
      </div>
      <div role="gridcell" className={clsx(cell, 'text-ink-2')}>
        {sexAge(row, now)}
      </div>
      <div role="gridcell" className={clsx(cell, widerOnly, 'text-sm text-ink-3')}>
        <span className="truncate" title={row.PatientID}>
          {row.PatientID}
        </span>
      </div>
      <div role="gridcell" className={cell}>
        <span className="truncate" title={row.StudyDescription || undefined}>
          {procedureWords(row)}
        </span>
        {row.synthetic ? <span className="shrink-0 text-xs text-ink-3">synthetic</span> : null}
      </div>
      <div role="gridcell" className={clsx(cell, 'text-ink-2')}>
        <span className="truncate">{row.ModalitiesInStudy.join(' ')}</span>
        <span className="ml-auto text-sm text-ink-3">
          {row.NumberOfStudyRelatedInstances}
          <span className="sr-only"> images</span>
        </span>
      </div>
      <div role="gridcell" className={clsx(cell, widestOnly, 'text-ink-3')}>
        {ageWords(row.receivedAt, now)}
      </div>
      <div role="gridcell" className={cell}>
        <AiCell ai={row.ai} readAi={readAi} />
      </div>
      <div role="gridcell" className={cell}>
        <ReaderCell row={row} />
      </div>
      <div role="gridcell" className={clsx(cell, wideOnly, 'text-ink-2')}>
        <WhyCell reason={row.reason} />
      </div>
    </div>
  )
})

/** The edge of a row: what the eye should find without reading. */
export function edgeTone(row: WorklistRow, now: number): string {
  if (row.state !== 'readable' && row.state !== 'claimed' && row.state !== 'preliminary')
    return 'bg-transparent'
  const due = dueWords(row.dueAt, now).kind
  if (due === 'overdue' || row.ai.urgency === 'critical') return 'bg-critical'
  return due === 'soon' ? 'bg-soon' : 'bg-transparent'
}
