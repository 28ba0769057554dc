'use client'
import { useState } from 'react'
import type { PatientShown } from '@/lib/archive/reconcile/cases-answer'
import { Field } from '../../../_components/ui/field'
import { Select } from '../../../_components/ui/select'
import { isoDate } from '../../../_components/patient-age'
import { ActionDialog } from './action-dialog'
import { idWords, nameWords } from './identity-words'

interface MergeDialogProps {
  records: readonly PatientShown[]
  onClose: () => void
  onDone: () => void
}

export function MergeDialog({ records, onClose, onDone }: MergeDialogProps) {
  const [from, setFrom] = useState(records[0]?.patientId ?? '')
  const [into, setInto] = useState(records[1]?.patientId ?? '')
  const items = records.map(({ patientId, identity }) => ({
    value: patientId,
    label: `${nameWords(identity.PatientName)}, ${isoDate(identity.PatientBirthDate) || 'birth date unknown'}, ${idWords(identity)}`,
  }))
  return (
    <ActionDialog
      title="Merge two patients"
      explanation="All studies of the first become those of the second, and what still arrives under the first name follows."
      confirm="Merge"
      path="/api/reconcile/patients/merge"
      body={from !== '' && into !== '' && from !== into ? { from, into } : null}
      done="Merged. It can be undone below."
      width="w-[36rem]"
      onClose={onClose}
      onDone={onDone}
    >
      <Field label="This record ends">
        <Select items={items} value={from} onValueChange={setFrom} />
      </Field>
      <Field label="This record stays">
        <Select items={items} value={into} onValueChange={setInto} />
      </Field>
    </ActionDialog>
  )
}
