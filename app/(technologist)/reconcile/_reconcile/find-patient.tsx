'use client'
import { useState } from 'react'
import { Button } from '../../../_components/ui/button'
import { Field } from '../../../_components/ui/field'
import { Input } from '../../../_components/ui/input'
import type { Can } from './can'
import { MergeDialog } from './merge-dialog'
import { PatientCard } from './patient-card'
import { useFoundPatients } from './use-found-patients'

/** Any patient of the archive: what somebody at the telephone says is wrong is on no list yet. */
export function FindPatient({ can, changed }: { can: Can; changed: () => void }) {
  const [text, setText] = useState('')
  const [isMerging, setMerging] = useState(false)
  const { patients, state } = useFoundPatients(text)
  return (
    <>
      <div className="mb-3 max-w-md">
        <Field label="Patient ID or name" hint={state}>
          <Input type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      </div>
      {patients.map((patient) => (
        <PatientCard key={patient.patientId} patient={patient} can={can} changed={changed} />
      ))}
      {can.change && patients.length > 1 ? (
        <Button size="sm" onClick={() => setMerging(true)}>
          Merge two of these…
        </Button>
      ) : null}
      {isMerging ? (
        <MergeDialog records={patients} onClose={() => setMerging(false)} onDone={changed} />
      ) : null}
    </>
  )
}
