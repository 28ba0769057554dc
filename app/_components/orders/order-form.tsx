'use client'
import { useState, type FormEvent } from 'react'
import type { OrderAnswer, PatientAnswer } from '@/lib/exchange/orders/order-answer'
import { callApi, wordsFor } from '../api-client'
import { isoDate } from '../patient-age'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { draftOf, inputOf, type OrderDraft } from './order-draft'
import { fromInputDate } from './order-words'
import { PatientLookup } from './patient-lookup'

interface OrderFormProps {
  /** null: a new one */
  order: OrderAnswer | null
  /** DA that a new order begins with. */
  day: string
  onClose: () => void
  onSaved: (order: OrderAnswer) => void
}

const sexItems = [
  { value: '', label: 'Not said' },
  { value: 'F', label: 'Female' },
  { value: 'M', label: 'Male' },
  { value: 'O', label: 'Other' },
]
const priorityItems = [
  { value: 'STAT', label: 'STAT: at once' },
  { value: 'HIGH', label: 'High' },
  { value: 'ROUTINE', label: 'Routine' },
]
const classItems = [
  { value: '', label: 'By the location' },
  { value: 'ED', label: 'Emergency' },
  { value: 'INPATIENT', label: 'Inpatient' },
  { value: 'OUTPATIENT', label: 'Outpatient' },
]

/** A new order, or one that changes: patient, examination, and when and where it is done. */
export function OrderForm({ order, day, onClose, onSaved }: OrderFormProps) {
  const [draft, setDraft] = useState(() => draftOf(order, day))
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const set = (part: Partial<OrderDraft>): void => setDraft((before) => ({ ...before, ...part }))
  const text = (name: keyof OrderDraft, maxLength: number) => ({
    value: draft[name],
    maxLength,
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  })

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setError('')
    try {
      const body = inputOf(draft, order)
      onSaved(
        order
          ? await callApi<OrderAnswer>('PUT', `/api/orders/${order.id}`, {
              body: { revision: order.revision, order: body },
            })
          : await callApi<OrderAnswer>('POST', '/api/orders', { body }),
      )
    } catch (refusal) {
      setError(wordsFor(refusal))
      setBusy(false)
    }
  }

  function take(patient: PatientAnswer): void {
    set({
      PatientID: patient.PatientID,
      IssuerOfPatientID: patient.IssuerOfPatientID,
      PatientName: patient.PatientNameText,
      PatientBirthDate: patient.PatientBirthDate,
      PatientSex: patient.PatientSex,
    })
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={order ? 'Edit order' : 'New order'}
      width="w-[44rem]"
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {order ? null : <PatientLookup onTake={take} />}
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          <Field label="Name" hint="Family name^given name, as the scanner shows it.">
            <Input {...text('PatientName', 194)} required spellCheck={false} placeholder="Doe^Jane" />
          </Field>
          <Field label="Patient ID">
            <Input {...text('PatientID', 64)} required spellCheck={false} />
          </Field>
          <Field label="Date of birth">
            <Input
              type="date"
              value={isoDate(draft.PatientBirthDate)}
              onChange={(event) => set({ PatientBirthDate: fromInputDate(event.target.value) })}
            />
          </Field>
          <Field label="Sex">
            <Select
              items={sexItems}
              value={draft.PatientSex}
              onValueChange={(PatientSex) => set({ PatientSex })}
            />
          </Field>
          <Field label="Examination">
            <Input {...text('RequestedProcedureDescription', 64)} required placeholder="Chest PA" />
          </Field>
          <Field label="Why">
            <Input {...text('ReasonForTheRequestedProcedure', 64)} />
          </Field>
          <Field label="Priority">
            <Select
              items={priorityItems}
              value={draft.RequestedProcedurePriority}
              onValueChange={(RequestedProcedurePriority) => set({ RequestedProcedurePriority })}
            />
          </Field>
          <Field label="Patient class">
            <Select
              items={classItems}
              value={draft.patientClass}
              onValueChange={(patientClass) => set({ patientClass })}
            />
          </Field>
          <Field label="Where the patient is">
            <Input {...text('CurrentPatientLocation', 64)} placeholder="Ward 3" />
          </Field>
          <Field label="Referring physician">
            <Input {...text('ReferringPhysicianName', 194)} spellCheck={false} placeholder="Stone^Rosa" />
          </Field>
          <Field label="Alerts">
            <Input {...text('MedicalAlerts', 64)} />
          </Field>
          <Field label="Allergies">
            <Input {...text('Allergies', 64)} />
          </Field>
          <Field label="Modality">
            <Input {...text('Modality', 16)} required spellCheck={false} placeholder="DX" />
          </Field>
          <Field label="Station" hint="AE title of the scanner; empty: any of the modality.">
            <Input {...text('ScheduledStationAETitle', 16)} spellCheck={false} />
          </Field>
          <Field label="Day">
            <Input
              type="date"
              required
              value={isoDate(draft.date)}
              onChange={(event) => set({ date: fromInputDate(event.target.value) })}
            />
          </Field>
          <Field label="Time">
            <Input
              type="time"
              required
              value={draft.time}
              onChange={(event) => set({ time: event.target.value })}
            />
          </Field>
          <Field label="Accession number" hint={order ? undefined : 'Empty: one is given.'}>
            <Input {...text('AccessionNumber', 16)} spellCheck={false} />
          </Field>
        </div>
        <p role="alert" className={error ? 'font-medium text-ink' : 'hidden'}>
          {error}
        </p>
        <div className="flex justify-end gap-2">
          <Button type="button" variant="ghost" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" variant="primary" disabled={busy}>
            {order ? 'Save' : 'Place order'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
