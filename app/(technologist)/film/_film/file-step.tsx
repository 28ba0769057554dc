'use client'
import { useMutation } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { FiledFilm } from '@/lib/archive/film/film-answers'
import { callApi, wordsFor } from '../../../_components/api-client'
import { Button } from '../../../_components/ui/button'
import { Field } from '../../../_components/ui/field'
import { Input } from '../../../_components/ui/input'
import { Comparison } from './comparison'
import { mirrorWarning, sides } from './film-words'
import { FinishedPicture } from './finished-picture'
import { OriginalLink } from './original-link'
import { StepFrame } from './step-frame'
import type { Draft } from './use-draft'
import { usePreview } from './use-pictures'

/** The last look: what will be in the archive, and whose it will be. */
export function FileStep({ filmId, draft }: { filmId: string; draft: Draft }) {
  const { steps, change, revision, isKept } = draft
  const [compared, setCompared] = useState(false)
  const preview = usePreview(filmId, draft)
  const filing = useMutation({
    mutationFn: () => callApi<FiledFilm>('POST', `/api/film/${filmId}/file`, { body: { revision } }),
  })
  if (filing.data) return <Filed filmId={filmId} filed={filing.data} />
  const side = sides.find(({ value }) => value === steps.Laterality)?.label ?? ''
  const warning = mirrorWarning(steps)
  return (
    <StepFrame picture={<FinishedPicture preview={preview} isKept={isKept} />}>
      <Comparison filmId={filmId} steps={steps} />
      <ul className="text-ink-2">
        <li>{steps.calibration ? 'Calibrated by a ruler.' : 'Not calibrated: lengths will be in pixels.'}</li>
        <li>Side: {side}.</li>
        {warning ? <li className="font-medium text-ink">{warning}</li> : null}
        {(preview.data?.checks.checks ?? [])
          .filter(({ level }) => level === 'bad')
          .map(({ name, words }) => (
            <li key={name} className="font-medium text-ink">
              {words}
            </li>
          ))}
      </ul>
      {steps.target?.kind === 'study' ? null : (
        <Field label="Study description">
          <Input
            value={steps.StudyDescription}
            maxLength={64}
            onChange={(event) => change({ StudyDescription: event.target.value })}
          />
        </Field>
      )}
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-1"
          checked={compared}
          onChange={(event) => setCompared(event.target.checked)}
        />
        I compared the film with the patient chosen, and the side marker with the picture.
      </label>
      {filing.error ? (
        <p role="alert" className="font-medium text-ink">
          {wordsFor(filing.error)}
        </p>
      ) : null}
      <Button
        size="lg"
        variant="primary"
        disabled={!compared || !isKept || steps.target === null || filing.isPending}
        onClick={() => filing.mutate()}
      >
        {filing.isPending ? 'Storing…' : 'Put into the archive'}
      </Button>
      {steps.target === null ? <p className="text-ink-2">Choose the patient first.</p> : null}
    </StepFrame>
  )
}

function Filed({ filmId, filed }: { filmId: string; filed: FiledFilm }) {
  return (
    <div role="status" className="flex max-w-[42rem] flex-col gap-3">
      <p className="flex items-center gap-2 text-lg font-medium">
        <Check className="size-4" aria-hidden />
        The film is in the archive
      </p>
      <p className="text-ink-2">
        It appears on the worklist in a moment.{' '}
        {filed.calibrated ? '' : 'It is not calibrated: the viewer measures it in pixels.'}
      </p>
      <p className="flex gap-5">
        <Link href="/film" className="text-accent hover:underline">
          Another film
        </Link>
        <Link href="/arrivals" className="text-accent hover:underline">
          Arrivals
        </Link>
        <OriginalLink filmId={filmId} />
      </p>
    </div>
  )
}
