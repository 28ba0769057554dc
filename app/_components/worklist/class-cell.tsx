import clsx from 'clsx'
import type { Urgency } from '@/lib/reading/states'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { patientClassWords, urgencyWords } from './class-words'

const tones = {
  STAT: 'font-semibold text-urgent',
  URGENT: 'font-medium text-ink',
  ROUTINE: 'text-ink-2',
} satisfies Record<Urgency, string>

export function ClassCell({ row }: { row: Pick<WorklistRow, 'urgency' | 'patientClass'> }) {
  return (
    <>
      <span className={clsx(tones[row.urgency])}>{urgencyWords[row.urgency]}</span>
      <span className="text-ink-2">{patientClassWords[row.patientClass]}</span>
    </>
  )
}
