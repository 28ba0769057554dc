'use client'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { OrderAnswer, StepAnswer } from '@/lib/exchange/orders/order-answer'
import { QueryStates } from '../admin/query-states'
import { callApi, wordsFor } from '../api-client'
import { isoDate } from '../patient-age'
import { ideographicName, personName, personNameOf } from '../person-name'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { OrderForm } from './order-form'
import { clockTime, stepWords, unmatchWords } from './order-words'

interface OrderDialogProps {
  orderId: string
  canWrite: boolean
  canMatch: boolean
  onClose: () => void
  onChanged: () => void
}

/** One order: what it says, how far it is, and what can be done with it. */
export function OrderDialog({ orderId, canWrite, canMatch, onClose, onChanged }: OrderDialogProps) {
  const query = useQuery({
    queryKey: ['order', orderId],
    queryFn: ({ signal }) => callApi<OrderAnswer>('GET', `/api/orders/${orderId}`, { signal }),
  })
  const [isEditing, setIsEditing] = useState(false)
  const [error, setError] = useState('')

  async function act(path: string, body: object): Promise<void> {
    setError('')
    try {
      await callApi('POST', `/api/orders/${orderId}${path}`, { body })
    } catch (refusal) {
      setError(wordsFor(refusal))
    }
    await query.refetch()
    onChanged()
  }

  if (isEditing && query.data) {
    return (
      <OrderForm
        order={query.data}
        day=""
        onClose={() => setIsEditing(false)}
        onSaved={() => {
          setIsEditing(false)
          void query.refetch()
          onChanged()
        }}
      />
    )
  }
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Order" width="w-[44rem]">
      <QueryStates query={query} loading="Loading the order">
        {(order) => (
          <div className="flex flex-col gap-5">
            <Facts order={order} />
            <section aria-label="Scheduled steps" className="flex flex-col gap-2">
              {order.steps.map((step) => (
                <Step
                  key={step.id}
                  step={step}
                  canAct={canWrite && order.status !== 'revoked'}
                  onStatus={(status) => void act(`/steps/${step.id}`, { status })}
                />
              ))}
            </section>
            <p role="alert" className={error ? 'font-medium text-ink' : 'hidden'}>
              {error}
            </p>
            {canMatch && order.studyId ? (
              <TakeApart onUnmatch={(reason) => void act('/unmatch', { reason })} />
            ) : null}
            {canWrite && order.status !== 'revoked' && !order.studyId ? (
              <Cancel onCancel={(reason) => void act('/cancel', { reason })} />
            ) : null}
            {canWrite && order.status !== 'revoked' ? (
              <div className="flex justify-end">
                <Button onClick={() => setIsEditing(true)}>Edit order</Button>
              </div>
            ) : null}
          </div>
        )}
      </QueryStates>
    </Dialog>
  )
}

function Facts({ order }: { order: OrderAnswer }) {
  const facts: [string, ReactNode][] = [
    ['Patient', `${personName(order.PatientName)} ${ideographicName(order.PatientName)}`],
    ['Patient ID', order.PatientID],
    ['Born', isoDate(order.PatientBirthDate) || '–'],
    ['Examination', order.RequestedProcedureDescription],
    ['Why', order.ReasonForTheRequestedProcedure || '–'],
    ['Priority', order.RequestedProcedurePriority.toLowerCase()],
    ['Accession number', order.AccessionNumber],
    ['Referring physician', personNameOf(order.ReferringPhysicianName) || '–'],
    ['Where the patient is', order.CurrentPatientLocation || '–'],
    ['Alerts and allergies', [order.MedicalAlerts, order.Allergies].filter(Boolean).join(' · ') || '–'],
    ['Images', order.studyId ? `here, matched by ${matchWords(order.matchedBy)}` : 'not here'],
  ]
  if (order.status === 'revoked') facts.push(['Cancelled', order.cancelReason])
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-1.5 sm:grid-cols-2">
      {facts.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-2">
          <dt className="w-36 shrink-0 text-ink-3">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function matchWords(by: string): string {
  if (by === 'person') return 'a person'
  return by === 'StudyInstanceUID' ? 'the study’s number' : 'the accession number'
}

function Step({
  step,
  canAct,
  onStatus,
}: {
  step: StepAnswer
  canAct: boolean
  onStatus: (status: string) => void
}) {
  const isOpen = ['SCHEDULED', 'ARRIVED', 'READY'].includes(step.status)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line pt-2">
      <span className="num">
        {isoDate(step.ScheduledProcedureStepStartDate)} {clockTime(step.ScheduledProcedureStepStartTime)}
      </span>
      <span>
        {step.Modality} · {step.ScheduledStationAETitle.join(' ') || 'any station'}
      </span>
      <span className="text-ink-2">{step.ScheduledProcedureStepDescription}</span>
      <span className="ml-auto font-medium">{stepWords(step.status)}</span>
      {canAct && step.status === 'SCHEDULED' ? (
        <Button size="sm" onClick={() => onStatus('ARRIVED')}>
          Patient is here
        </Button>
      ) : null}
      {canAct && isOpen ? (
        <Button size="sm" variant="ghost" onClick={() => onStatus('COMPLETED')}>
          Done
        </Button>
      ) : null}
    </div>
  )
}

function Cancel({ onCancel }: { onCancel: (reason: string) => void }) {
  const [reason, setReason] = useState('')
  return (
    <form
      className="flex flex-wrap items-end gap-2 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        onCancel(reason)
      }}
    >
      <div className="min-w-56 grow">
        <Field label="Reason to cancel">
          <Input
            value={reason}
            maxLength={500}
            required
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </div>
      <Button type="submit" variant="danger">
        Cancel order
      </Button>
    </form>
  )
}

type UnmatchReason = keyof typeof unmatchWords
const unmatchItems = Object.entries(unmatchWords).map(([value, label]) => ({
  value: value as UnmatchReason,
  label,
}))

function TakeApart({ onUnmatch }: { onUnmatch: (reason: UnmatchReason) => void }) {
  const [reason, setReason] = useState<UnmatchReason>('wrong-patient')
  return (
    <div className="flex flex-wrap items-end gap-2 border-t border-line pt-4">
      <div className="min-w-56 grow">
        <Field label="The images do not belong to this order">
          <Select items={unmatchItems} value={reason} onValueChange={setReason} />
        </Field>
      </div>
      <Button variant="danger" onClick={() => onUnmatch(reason)}>
        Take apart
      </Button>
    </div>
  )
}
