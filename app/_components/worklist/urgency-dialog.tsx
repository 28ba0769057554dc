'use client'
import { useState, type FormEvent } from 'react'
import { patientClasses, urgencies } from '@/lib/reading/states'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { wordsFor } from '../api-client'
import { personName } from '../person-name'
import { patientClassNames, urgencyWords } from './class-words'
import { procedureWords } from './procedure-words'

interface UrgencyDialogProps {
  row: WorklistRow
  onClose: () => void
  /** Rejects with the reason when the server refuses. */
  onSave: (change: {
    urgency: WorklistRow['urgency']
    patientClass: WorklistRow['patientClass']
    reason: string
  }) => Promise<void>
}

const urgencyItems = urgencies.map((value) => ({ value, label: urgencyWords[value] }))
const classItems = patientClasses.map((value) => ({ value, label: patientClassNames[value] }))

/** Corrects the class of a study; the reason goes into the log with who and when. */
export function UrgencyDialog({ row, onClose, onSave }: UrgencyDialogProps) {
  const [urgency, setUrgency] = useState(row.urgency)
  const [patientClass, setPatientClass] = useState(row.patientClass)
  const [reason, setReason] = useState('')
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (reason.trim() === '') return setError('Say why, so that the change can be understood later.')
    setBusy(true)
    try {
      await onSave({ urgency, patientClass, reason: reason.trim() })
      onClose()
    } catch (refusal) {
      setError(wordsFor(refusal))
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Change urgency"
      description={
        <>
          <span className="text-ink">
            {personName(row.PatientName)} · {procedureWords(row)}.
          </span>{' '}
          The deadline follows the new class. What AI has found stays.
        </>
      }
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3">
          <Field label="Urgency">
            <Select items={urgencyItems} value={urgency} onValueChange={setUrgency} />
          </Field>
          <Field label="Patient class">
            <Select items={classItems} value={patientClass} onValueChange={setPatientClass} />
          </Field>
        </div>
        <Field label="Reason" error={error || undefined}>
          <Input
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={200}
            placeholder="e.g. call from the ward"
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button type="button" variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" disabled={busy}>
            Change urgency
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
