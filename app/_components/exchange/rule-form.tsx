'use client'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { ruleKinds, type DryRun, type RuleKind, type RuleListing } from './answers'
import { destinationsQuery } from './destinations-query'
import { DryRunView } from './dry-run-view'
import { kindWords } from './rule-words'

/** Writes a rule or changes one; what it would do is shown before it is kept, and it is kept switched off. */
export function RuleForm({
  rule,
  onClose,
}: {
  rule: RuleListing | null
  onClose: (changed: boolean) => void
}) {
  const destinations = useQuery(destinationsQuery).data?.destinations ?? []
  const [kind, setKind] = useState<RuleKind>(rule?.kind ?? 'forward')
  const [destinationId, setDestinationId] = useState(destinationOf(rule))
  const [dry, setDry] = useState<DryRun | null>(null)
  const [error, setError] = useState('')
  const wantsDestination = kind === 'forward' || kind === 'prefetch'
  const chosen = destinationId || destinations[0]?.id || ''

  function bodyOf(form: HTMLFormElement): unknown {
    const data = new FormData(form)
    const text = (name: string): string => String(data.get(name) ?? '').trim()
    const words = (name: string): string[] =>
      text(name)
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean)
    const settings = {
      forward: { destinationId: chosen },
      prefetch: { destinationId: chosen, most: Number(text('most')), years: Number(text('years')) },
      retention: { days: Number(text('days')) },
      cold: { days: Number(text('days')) },
      quota: { gigabytes: Number(text('gigabytes')) },
    }[kind]
    const condition = {
      Modality: words('Modality'),
      BodyPartExamined: words('BodyPartExamined'),
      StudyDescription: words('StudyDescription'),
      InstitutionName: words('InstitutionName'),
      origin: words('origin'),
    }
    return { name: text('name'), kind, settings, condition }
  }

  async function tryOut(form: HTMLFormElement): Promise<void> {
    if (!form.reportValidity()) return
    try {
      setDry(await callApi<DryRun>('POST', '/api/rules/dry-run', { body: bodyOf(form) }))
      setError('')
    } catch (refusal) {
      setError(wordsFor(refusal))
    }
  }

  async function keep(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    try {
      const body = bodyOf(event.currentTarget)
      if (rule) await callApi('PUT', `/api/rules/${rule.id}`, { body })
      else await callApi('POST', '/api/rules', { body })
      onClose(true)
    } catch (refusal) {
      setError(wordsFor(refusal))
    }
  }

  const condition = rule?.condition
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose(false))}
      title={rule ? 'Change rule' : 'New rule'}
      description="A rule is kept switched off. Switch it on when its dry run shows what you want."
      width="w-[40rem]"
    >
      <form onSubmit={(event) => void keep(event)} className="grid gap-3 sm:grid-cols-2">
        <Field label="Name">
          <Input name="name" required maxLength={80} defaultValue={rule?.name} />
        </Field>
        <Field label="What it does">
          <Select
            items={ruleKinds.map((value) => ({ value, label: kindWords[value] }))}
            value={kind}
            onValueChange={setKind}
          />
        </Field>
        {wantsDestination ? (
          <Field
            label={kind === 'forward' ? 'To' : 'From'}
            hint={destinations.length === 0 ? 'Add a destination first.' : undefined}
          >
            <Select
              items={destinations.map(({ id, name }) => ({ value: id, label: name }))}
              value={chosen}
              onValueChange={setDestinationId}
            />
          </Field>
        ) : null}
        <Numbers kind={kind} rule={rule} />
        <fieldset className="grid gap-3 sm:col-span-2 sm:grid-cols-2">
          <legend className="mb-1 text-sm text-ink-2">
            Which studies: what is left empty fits all; several words with commas between.
          </legend>
          <Words name="Modality" label="Modality" hint="CT, MR" words={condition?.Modality} />
          <Words name="BodyPartExamined" label="Body part" hint="CHEST" words={condition?.BodyPartExamined} />
          <Words
            name="StudyDescription"
            label="Words of the description"
            words={condition?.StudyDescription}
          />
          <Words name="InstitutionName" label="Institution" words={condition?.InstitutionName} />
          <Words name="origin" label="Sender" hint="AE title, token or user" words={condition?.origin} />
        </fieldset>
        {dry ? (
          <div className="sm:col-span-2">
            <DryRunView dry={dry} />
          </div>
        ) : null}
        {error ? (
          <p role="alert" className="font-medium sm:col-span-2">
            {error}
          </p>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2 sm:col-span-2">
          <Button
            type="button"
            onClick={(event) => {
              const { form } = event.currentTarget as HTMLButtonElement
              if (form) void tryOut(form)
            }}
          >
            Show what it would do
          </Button>
          <Button type="submit" variant="primary" disabled={wantsDestination && chosen === ''}>
            Keep, switched off
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Numbers({ kind, rule }: { kind: RuleKind; rule: RuleListing | null }) {
  const settings: Record<string, unknown> = rule?.kind === kind ? rule.settings : {}
  const number = (name: string, fallback: number): number =>
    typeof settings[name] === 'number' ? settings[name] : fallback
  if (kind === 'prefetch') {
    return (
      <>
        <Field label="Most priors a study">
          <Input name="most" type="number" min={1} max={20} required defaultValue={number('most', 3)} />
        </Field>
        <Field label="Not older than years">
          <Input name="years" type="number" min={1} max={100} required defaultValue={number('years', 5)} />
        </Field>
      </>
    )
  }
  if (kind === 'quota') {
    return (
      <Field label="Gigabytes" hint="Unread studies and those under a legal hold stay.">
        <Input name="gigabytes" type="number" min={1} required defaultValue={number('gigabytes', 1000)} />
      </Field>
    )
  }
  if (kind === 'retention' || kind === 'cold') {
    const hint =
      kind === 'retention'
        ? 'Unread studies and those under a legal hold stay.'
        : 'Unread studies stay at hand.'
    return (
      <Field label="Days after the last image" hint={hint}>
        <Input
          name="days"
          type="number"
          min={1}
          required
          defaultValue={number('days', kind === 'cold' ? 365 : 3650)}
        />
      </Field>
    )
  }
  return null
}

function Words({
  name,
  label,
  hint,
  words,
}: {
  name: string
  label: string
  hint?: string
  words: readonly string[] | undefined
}) {
  return (
    <Field label={label}>
      <Input name={name} placeholder={hint} defaultValue={words?.join(', ')} spellCheck={false} />
    </Field>
  )
}

function destinationOf(rule: RuleListing | null): string {
  return rule?.kind === 'forward' || rule?.kind === 'prefetch' ? rule.settings.destinationId : ''
}
