'use client'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { PatientAnswer, PatientsAnswer } from '@/lib/exchange/orders/order-answer'
import { callApi } from '../api-client'
import { isoDate } from '../patient-age'
import { ideographicName, personName } from '../person-name'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

/** Finds who is known already, so that nobody is typed twice. The words go in the body, not in an address. */
export function PatientLookup({ onTake }: { onTake: (patient: PatientAnswer) => void }) {
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed).trim()
  const query = useQuery({
    queryKey: ['order-patients', q],
    queryFn: ({ signal }) => callApi<PatientsAnswer>('POST', '/api/orders/patients', { body: { q }, signal }),
    enabled: q.length >= 2,
  })
  const patients = q.length >= 2 ? (query.data?.patients ?? []) : []
  return (
    <div className="flex flex-col gap-1">
      <Field label="Look up a patient" hint="By name in any script, or by ID. Or fill in a new one below.">
        <Input
          type="search"
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      {query.data && q.length >= 2 && patients.length === 0 ? (
        <p role="status" className="text-ink-2">
          Nobody by this name or ID.
        </p>
      ) : null}
      {patients.length > 0 ? (
        <ul className="max-h-40 overflow-y-auto rounded-md border border-line" aria-label="Patients found">
          {patients.map((patient) => (
            <li key={Object.values(patient).slice(0, 2).join(' ') + patient.PatientNameText}>
              <button
                type="button"
                className="flex w-full flex-wrap gap-x-3 px-2 py-1 text-left hover:bg-hover"
                onClick={() => {
                  onTake(patient)
                  setTyped('')
                }}
              >
                <span className="font-medium">{personName(patient.PatientName)}</span>
                <span lang="ja">{ideographicName(patient.PatientName)}</span>
                <span className="num text-ink-2">{patient.PatientID}</span>
                <span className="num text-ink-2">{isoDate(patient.PatientBirthDate)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
