'use client'
import { useState } from 'react'
import type { FilmSteps } from '@/lib/archive/film/film-steps'
import { personNameOf } from '../../../_components/person-name'
import { Button } from '../../../_components/ui/button'
import { Field } from '../../../_components/ui/field'
import { Input } from '../../../_components/ui/input'
import { Select } from '../../../_components/ui/select'
import { fromDateField, toDateField } from './film-words'

type New = Extract<NonNullable<FilmSteps['target']>, { kind: 'new' }>

/** Somebody whom the archive does not know yet; begins with what stands on the film. */
export function NewPatient({
  steps,
  onChoose,
}: {
  steps: FilmSteps
  onChoose: (target: FilmSteps['target']) => void
}) {
  const chosen = steps.target?.kind === 'new' ? steps.target : null
  const [typed, setTyped] = useState<Partial<New>>({})
  const value: New = {
    kind: 'new',
    PatientName: personNameOf(steps.label.PatientName),
    PatientID: steps.label.PatientID,
    PatientBirthDate: steps.label.PatientBirthDate,
    PatientSex: '',
    ...chosen,
    ...typed,
  }
  const set = (update: Partial<New>): void => {
    setTyped((was) => ({ ...was, ...update }))
    if (chosen) onChoose({ ...value, ...update })
  }
  return (
    <details open={chosen !== null || undefined}>
      <summary className="cursor-pointer py-1 text-ink-2">New patient</summary>
      <div className="mt-2 grid max-w-[42rem] gap-3 sm:grid-cols-2">
        <Field label="Name" hint="Family name, given name">
          <Input
            value={value.PatientName}
            maxLength={64}
            onChange={(e) => set({ PatientName: e.target.value })}
          />
        </Field>
        <Field label="Patient number">
          <Input
            value={value.PatientID}
            maxLength={64}
            onChange={(e) => set({ PatientID: e.target.value })}
          />
        </Field>
        <Field label="Born">
          <Input
            type="date"
            value={toDateField(value.PatientBirthDate)}
            onChange={(e) => set({ PatientBirthDate: fromDateField(e.target.value) })}
          />
        </Field>
        <Field label="Sex">
          <Select
            items={[
              { value: '', label: 'Not said' },
              { value: 'F', label: 'Female' },
              { value: 'M', label: 'Male' },
              { value: 'O', label: 'Other' },
            ]}
            value={value.PatientSex}
            onValueChange={(PatientSex) => set({ PatientSex })}
          />
        </Field>
      </div>
      <div className="mt-3">
        <Button
          variant={chosen ? 'primary' : 'secondary'}
          aria-pressed={chosen !== null}
          disabled={value.PatientName === '' && value.PatientID === ''}
          onClick={() => onChoose(value)}
        >
          {chosen ? 'Chosen' : 'Choose the new patient'}
        </Button>
      </div>
    </details>
  )
}
