'use client'
import { useMutation } from '@tanstack/react-query'
import { ScanText } from 'lucide-react'
import type { LabelReading } from '@/lib/archive/film/film-answers'
import type { FilmLabel } from '@/lib/archive/film/film-steps'
import { callApi, wordsFor } from '../../../_components/api-client'
import { Button } from '../../../_components/ui/button'
import { Field } from '../../../_components/ui/field'
import { Input } from '../../../_components/ui/input'
import { Select } from '../../../_components/ui/select'
import { bodyParts, fromDateField, modalities, sides, toDateField, viewPositions } from './film-words'
import { FinishedPicture } from './finished-picture'
import { LabelSuggestions } from './label-suggestions'
import { StepFrame } from './step-frame'
import type { Draft } from './use-draft'
import { usePreview } from './use-pictures'

/** What stands on the film: read by a person, with a machine's reading as suggestions beside it. */
export function LabelStep({ filmId, draft }: { filmId: string; draft: Draft }) {
  const { steps, change } = draft
  const preview = usePreview(filmId, draft)
  const reading = useMutation({
    mutationFn: () => callApi<LabelReading>('POST', `/api/film/${filmId}/label`),
  })
  const label = (update: Partial<FilmLabel>): void => change({ label: { ...steps.label, ...update } })
  return (
    <StepFrame picture={<FinishedPicture preview={preview} isKept={draft.isKept} />}>
      <div>
        <Button disabled={reading.isPending || !draft.isKept} onClick={() => reading.mutate()}>
          <ScanText className="size-3.5" aria-hidden />
          {reading.isPending ? 'Reading…' : 'Read the label'}
        </Button>
      </div>
      <div aria-live="polite" className="empty:hidden">
        {reading.error ? <p className="font-medium text-ink">{wordsFor(reading.error)}</p> : null}
        {reading.data ? <LabelSuggestions reading={reading.data} steps={steps} change={change} /> : null}
      </div>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 text-sm font-medium text-ink-2">What stands on the film</legend>
        <Field label="Name" hint="Family name, given name">
          <Input
            value={steps.label.PatientName}
            maxLength={64}
            onChange={(event) => label({ PatientName: event.target.value })}
          />
        </Field>
        <Field label="Patient number">
          <Input
            value={steps.label.PatientID}
            maxLength={64}
            onChange={(event) => label({ PatientID: event.target.value })}
          />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Born">
            <Input
              type="date"
              value={toDateField(steps.label.PatientBirthDate)}
              onChange={(event) => label({ PatientBirthDate: fromDateField(event.target.value) })}
            />
          </Field>
          <Field label="Film taken on">
            <Input
              type="date"
              value={toDateField(steps.label.StudyDate)}
              onChange={(event) => label({ StudyDate: fromDateField(event.target.value) })}
            />
          </Field>
        </div>
      </fieldset>
      <fieldset className="grid grid-cols-2 gap-3">
        <legend className="mb-2 text-sm font-medium text-ink-2">What it shows</legend>
        <Field label="Body part">
          <Select
            items={bodyParts}
            value={steps.BodyPartExamined}
            onValueChange={(BodyPartExamined) => change({ BodyPartExamined })}
          />
        </Field>
        <Field label="View">
          <Select
            items={viewPositions}
            value={steps.ViewPosition}
            onValueChange={(ViewPosition) => change({ ViewPosition })}
          />
        </Field>
        <Field label="Side">
          <Select
            items={sides}
            value={steps.Laterality}
            onValueChange={(Laterality) => change({ Laterality })}
          />
        </Field>
        <Field label="Kind">
          <Select
            items={modalities}
            value={steps.Modality}
            onValueChange={(Modality) => change({ Modality })}
          />
        </Field>
      </fieldset>
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          checked={steps.namesPatient}
          onChange={(event) => change({ namesPatient: event.target.checked })}
        />
        Words in the picture name the patient
      </label>
    </StepFrame>
  )
}
