'use client'
import { Field } from '../../../_components/ui/field'
import { Input } from '../../../_components/ui/input'
import { Select } from '../../../_components/ui/select'

export interface WrittenIdentity {
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  PatientBirthDate: string
  PatientSex: '' | 'M' | 'F' | 'O'
}

export const noIdentity: WrittenIdentity = {
  PatientID: '',
  IssuerOfPatientID: '',
  PatientName: '',
  PatientBirthDate: '',
  PatientSex: '',
}

const sexes = [
  { value: '', label: 'Unknown' },
  { value: 'F', label: 'Female' },
  { value: 'M', label: 'Male' },
  { value: 'O', label: 'Other' },
] as const

interface IdentityFieldsProps {
  value: WrittenIdentity
  onChange: (identity: WrittenIdentity) => void
}

export function IdentityFields({ value, onChange }: IdentityFieldsProps) {
  const set = (part: Partial<WrittenIdentity>): void => onChange({ ...value, ...part })
  const { PatientBirthDate: born } = value
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Patient ID">
        <Input
          required
          maxLength={64}
          value={value.PatientID}
          onChange={(event) => set({ PatientID: event.target.value })}
        />
      </Field>
      <Field label="Issuer of the ID" hint="Empty where there is only one.">
        <Input
          maxLength={64}
          value={value.IssuerOfPatientID}
          onChange={(event) => set({ IssuerOfPatientID: event.target.value })}
        />
      </Field>
      <Field label="Name" hint="Family^Given">
        <Input
          maxLength={194}
          value={value.PatientName}
          onChange={(event) => set({ PatientName: event.target.value })}
        />
      </Field>
      <Field label="Born">
        <Input
          type="date"
          value={born.length === 8 ? `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}` : ''}
          onChange={(event) => set({ PatientBirthDate: event.target.value.replaceAll('-', '') })}
        />
      </Field>
      <Field label="Sex">
        <Select items={sexes} value={value.PatientSex} onValueChange={(PatientSex) => set({ PatientSex })} />
      </Field>
    </div>
  )
}
