'use client'
import { useState } from 'react'
import type { PatientShown } from '@/lib/archive/reconcile/cases-answer'
import { isoDate } from '../../../_components/patient-age'
import { Button } from '../../../_components/ui/button'
import { Field } from '../../../_components/ui/field'
import { Input } from '../../../_components/ui/input'
import { idWords, nameWords } from './identity-words'
import { IdentityFields, noIdentity, type WrittenIdentity } from './identity-fields'
import { useFoundPatients } from './use-found-patients'

export type PatientChoice = { patientId: string } | { identity: WrittenIdentity } | null

/** The right patient: one that is in the archive, or one written down. */
export function PatientPicker({ onChoose }: { onChoose: (choice: PatientChoice) => void }) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  const [written, setWritten] = useState<WrittenIdentity | null>(null)
  const { patients, state } = useFoundPatients(text)

  function write(identity: WrittenIdentity | null): void {
    setWritten(identity)
    setChosen('')
    onChoose(identity && identity.PatientID.trim() !== '' ? { identity } : null)
  }
  if (written) {
    return (
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-medium">The right patient</legend>
        <IdentityFields value={written} onChange={write} />
        <div>
          <Button type="button" size="sm" variant="ghost" onClick={() => write(null)}>
            Search for a patient instead
          </Button>
        </div>
      </fieldset>
    )
  }
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium">The right patient</legend>
      <Field label="Search by ID or name" hint={state}>
        <Input type="search" value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <ul className="max-h-48 overflow-y-auto">
        {patients.map((patient) => (
          <Choice
            key={patient.patientId}
            patient={patient}
            isChosen={chosen === patient.patientId}
            onChoose={() => {
              setChosen(patient.patientId)
              onChoose({ patientId: patient.patientId })
            }}
          />
        ))}
      </ul>
      <div>
        <Button type="button" size="sm" variant="ghost" onClick={() => write(noIdentity)}>
          Write a new patient down
        </Button>
      </div>
    </fieldset>
  )
}

function Choice({
  patient: { identity, patientId },
  isChosen,
  onChoose,
}: {
  patient: PatientShown
  isChosen: boolean
  onChoose: () => void
}) {
  return (
    <li>
      <label className="flex cursor-pointer items-baseline gap-2 border-t border-line px-1 py-1.5 hover:bg-hover">
        <input type="radio" name="patient" value={patientId} checked={isChosen} onChange={onChoose} />
        <span className="num">
          <span className="font-medium">{nameWords(identity.PatientName)}</span>{' '}
          <span className="text-ink-2">
            {[idWords(identity), isoDate(identity.PatientBirthDate), identity.PatientSex]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      </label>
    </li>
  )
}
