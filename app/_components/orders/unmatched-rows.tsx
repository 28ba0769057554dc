import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { OrderAnswer, StudyBesideAnswer } from '@/lib/exchange/orders/order-answer'
import { isoDate } from '../patient-age'
import { personName } from '../person-name'
import { procedureWords } from '../worklist/procedure-words'
import { clockTime } from './order-words'

interface Choosable {
  isChosen: boolean
  onChoose: () => void
}

export function OrderRow({ order, ...choice }: Choosable & { order: OrderAnswer }) {
  const step = order.steps[0]
  return (
    <Row {...choice}>
      <span className="font-medium">{personName(order.PatientName)}</span>
      <span className="num text-ink-2">{order.PatientID}</span>
      <span>{order.RequestedProcedureDescription}</span>
      <span className="num text-ink-2">
        {step?.Modality} {isoDate(step?.ScheduledProcedureStepStartDate ?? '')}{' '}
        {clockTime(step?.ScheduledProcedureStepStartTime ?? '')} · {order.AccessionNumber}
      </span>
    </Row>
  )
}

export function StudyRow({ study, ...choice }: Choosable & { study: StudyBesideAnswer }) {
  return (
    <Row {...choice}>
      <span className="font-medium">{personName(study.patient.PatientName)}</span>
      <span className="num text-ink-2">{study.patient.PatientID || 'no ID'}</span>
      <span>{procedureWords(study)}</span>
      <span className="num text-ink-2">
        {study.ModalitiesInStudy.join(' ')} {isoDate(study.StudyDate)} {clockTime(study.StudyTime)} ·{' '}
        {study.AccessionNumber || 'no accession number'} · {imageWords(study.NumberOfStudyRelatedInstances)}
      </span>
    </Row>
  )
}

function Row({ isChosen, onChoose, children }: Choosable & { children: ReactNode }) {
  return (
    <li className="border-b border-line">
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className={clsx(
          'flex w-full flex-wrap items-baseline gap-x-3 px-2 py-1.5 text-left focus-visible:-outline-offset-2',
          isChosen ? 'bg-selected' : 'hover:bg-hover',
        )}
      >
        {children}
      </button>
    </li>
  )
}

function imageWords(count: number): string {
  return count === 1 ? '1 image' : `${count} images`
}
