'use client'
import { useState } from 'react'
import type { FilmSource } from '@/lib/archive/film/film-answers'
import type { FilmSteps, Point } from '@/lib/archive/film/film-steps'
import { wordsFor } from '../../../_components/api-client'
import { Button } from '../../../_components/ui/button'
import { ErrorState } from '../../../_components/ui/error-state'
import { Field } from '../../../_components/ui/field'
import { Input } from '../../../_components/ui/input'
import { Select } from '../../../_components/ui/select'
import { HandledPicture } from './handled-picture'
import { betweenFilmAndPage } from './ruler-places'
import { StepFrame } from './step-frame'
import type { Draft } from './use-draft'
import { usePreview } from './use-pictures'
import { WaitingPicture } from './waiting-picture'

type Calibration = NonNullable<FilmSteps['calibration']>

/** Two marks of a ruler and what lies between them; without it nobody measures millimetres on this film. */
export function RulerStep({ filmId, source, draft }: { filmId: string; source: FilmSource; draft: Draft }) {
  const { steps, change } = draft
  const preview = usePreview(filmId, draft)
  const places = betweenFilmAndPage(steps, source)
  const { calibration } = steps

  function begin(): void {
    if (!places) return
    const [from, to] = [places.toPage([0.3, 0.5]), places.toPage([0.7, 0.5])]
    change({ calibration: { ruler: 'on-film', from, to, millimetres: 100 } })
  }
  function move(index: number, to: Point): void {
    if (!calibration || !places) return
    const place = places.toPage(to)
    change({ calibration: { ...calibration, ...(index === 0 ? { from: place } : { to: place }) } })
  }

  const picture =
    preview.error && !preview.data ? (
      <ErrorState message={wordsFor(preview.error)} onRetry={() => void preview.refetch()} />
    ) : preview.data ? (
      <HandledPicture
        picture={preview.data.picture}
        words="The finished film"
        handles={
          calibration && places
            ? [
                { label: 'First mark of the ruler', at: places.toFilm(calibration.from) },
                { label: 'Second mark of the ruler', at: places.toFilm(calibration.to) },
              ]
            : []
        }
        isClosed={false}
        onMove={move}
      />
    ) : (
      <WaitingPicture label="Developing" />
    )
  return (
    <StepFrame picture={picture}>
      {calibration ? (
        <RulerFields
          calibration={calibration}
          spacing={draft.isKept ? (preview.data?.spacing ?? null) : null}
          onChange={(update) => change({ calibration: { ...calibration, ...update } })}
          onRemove={() => change({ calibration: null })}
        />
      ) : (
        <>
          <p className="text-ink-2">
            Not calibrated: in the viewer, lengths on this film are numbers of pixels. If a ruler is in the
            picture, set two of its marks.
          </p>
          <div>
            <Button onClick={begin} disabled={!preview.data}>
              Set a ruler
            </Button>
          </div>
        </>
      )}
    </StepFrame>
  )
}

function RulerFields({
  calibration,
  spacing,
  onChange,
  onRemove,
}: {
  calibration: Calibration
  spacing: number | null
  onChange: (update: Partial<Calibration>) => void
  onRemove: () => void
}) {
  const [length, setLength] = useState(String(calibration.millimetres))
  const typed = Number(length.replace(',', '.'))
  const usable = typed >= 1 && typed <= 1_000
  return (
    <>
      <p className="text-ink-2">Move both points to marks of the ruler, as far apart as it allows.</p>
      <Field
        label="Between them, in millimetres"
        error={usable ? undefined : 'Give the length between 1 and 1,000 mm.'}
      >
        <Input
          inputMode="decimal"
          value={length}
          onChange={(event) => {
            setLength(event.target.value)
            const next = Number(event.target.value.replace(',', '.'))
            if (next >= 1 && next <= 1_000) onChange({ millimetres: next })
          }}
        />
      </Field>
      <Field label="The ruler">
        <Select
          items={[
            { value: 'on-film', label: 'Lay on the film' },
            { value: 'in-image', label: 'Was exposed with the patient' },
          ]}
          value={calibration.ruler}
          onValueChange={(ruler) => onChange({ ruler })}
        />
      </Field>
      <p className="text-ink-2">
        {calibration.ruler === 'on-film'
          ? 'Lengths will be those on the film: magnification is not corrected, and the viewer says so.'
          : 'Lengths will be those in the plane of the ruler in the patient.'}
      </p>
      <p className="num text-ink-2" aria-live="polite">
        {spacing === null ? 'Working it out…' : `One pixel is ${spacing.toFixed(4)} mm.`}
      </p>
      <div>
        <Button variant="ghost" onClick={onRemove}>
          Remove the ruler
        </Button>
      </div>
    </>
  )
}
