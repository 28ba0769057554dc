'use client'
import { useState } from 'react'
import type { PatientShown } from '@/lib/archive/reconcile/cases-answer'
import { ActionDialog } from './action-dialog'
import { IdentityFields, type WrittenIdentity } from './identity-fields'

interface CorrectDialogProps {
  patient: PatientShown
  onClose: () => void
  onDone: () => void
}

export function CorrectDialog({ patient, onClose, onDone }: CorrectDialogProps) {
  const { PatientSex, IssuerOfPatientID, PatientID, ...rest } = patient.identity
  const [identity, setIdentity] = useState<WrittenIdentity>({
    ...rest,
    PatientID,
    IssuerOfPatientID: PatientID === '' ? '' : IssuerOfPatientID,
    PatientSex: PatientSex === 'M' || PatientSex === 'F' || PatientSex === 'O' ? PatientSex : '',
  })
  return (
    <ActionDialog
      title="Correct a patient"
      explanation="All studies of this record say it from now on. What they said before stays in them as original attributes."
      confirm="Correct"
      path={`/api/reconcile/patients/${patient.patientId}/correct`}
      body={identity.PatientID.trim() === '' ? null : { identity }}
      done="Corrected. It can be undone below."
      onClose={onClose}
      onDone={onDone}
    >
      <IdentityFields value={identity} onChange={setIdentity} />
    </ActionDialog>
  )
}
