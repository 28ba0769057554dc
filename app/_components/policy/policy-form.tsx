'use client'
import { useState, type FormEvent } from 'react'
import { deadlineTargets, type DeadlineTargets } from '@/lib/reading/deadline-policy'
import { patientClasses, urgencies } from '@/lib/reading/states'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { notify } from '../ui/notify'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { patientClassNames, urgencyWords } from '../worklist/class-words'

const aiRows = [
  { key: 'critical', label: 'AI critical' },
  { key: 'urgent', label: 'AI urgent' },
  { key: 'soon', label: 'AI soon' },
] as const

interface PolicyFormProps {
  targets: DeadlineTargets
  editable: boolean
  onSaved: () => void
}

export function PolicyForm({ targets, editable, onSaved }: PolicyFormProps) {
  const [draft, setDraft] = useState(targets)
  const [reason, setReason] = useState('')
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const changed = JSON.stringify(draft) !== JSON.stringify(targets)

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const parsed = deadlineTargets.safeParse(draft)
    if (!parsed.success)
      return setError(parsed.error.issues[0]?.message ?? 'These targets do not fit together.')
    if (reason.trim() === '') return setError('Say why, so that every rank can be explained afterwards.')
    setBusy(true)
    try {
      await callApi('PUT', '/api/policy', { body: { targets: parsed.data, reason: reason.trim() } })
      notify('The new deadlines are in force.')
      onSaved()
    } catch (refusal) {
      setError(wordsFor(refusal))
      setBusy(false)
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="mb-10">
      <div className="max-w-3xl">
        <Table label="Deadline targets in minutes">
          <thead>
            <tr>
              <Th>Urgency</Th>
              {patientClasses.map((patientClass) => (
                <Th key={patientClass}>{patientClassNames[patientClass]}</Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {urgencies.map((urgency) => (
              <tr key={urgency}>
                <Td className="font-medium">{urgencyWords[urgency]}</Td>
                {patientClasses.map((patientClass) => (
                  <Td key={patientClass} className="py-1">
                    <Minutes
                      label={`${urgencyWords[urgency]}, ${patientClassNames[patientClass]}`}
                      value={draft[urgency][patientClass]}
                      editable={editable}
                      onChange={(value) =>
                        setDraft({ ...draft, [urgency]: { ...draft[urgency], [patientClass]: value } })
                      }
                    />
                  </Td>
                ))}
              </tr>
            ))}
            {aiRows.map(({ key, label }) => (
              <tr key={key}>
                <Td className="font-medium">{label}</Td>
                <Td className="py-1">
                  <Minutes
                    label={label}
                    value={draft.ai[key]}
                    editable={editable}
                    onChange={(value) => setDraft({ ...draft, ai: { ...draft.ai, [key]: value } })}
                  />
                </Td>
                <Td colSpan={2} className="text-ink-3">
                  at most, whatever the class
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {editable ? (
        <div className="mt-4 flex max-w-3xl flex-wrap items-start gap-3">
          <div className="min-w-64 flex-1">
            <Field label="Reason for the change" error={error || undefined}>
              <Input
                value={reason}
                maxLength={500}
                onChange={(event) => setReason(event.target.value)}
                placeholder="e.g. agreed with the emergency department"
              />
            </Field>
          </div>
          <Button type="submit" variant="primary" disabled={!changed || busy} className="mt-5.5">
            Put in force
          </Button>
        </div>
      ) : null}
    </form>
  )
}

function Minutes({
  label,
  value,
  editable,
  onChange,
}: {
  label: string
  value: number
  editable: boolean
  onChange: (value: number) => void
}) {
  if (!editable) return <span>{value} min</span>
  return (
    <span className="flex items-center gap-2 text-ink-3">
      <Input
        type="number"
        inputMode="numeric"
        min={1}
        max={43_200}
        required
        aria-label={`${label}, minutes`}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="num h-7! w-24! text-right"
      />
      min
    </span>
  )
}
