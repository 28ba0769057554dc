'use client'
import { FlipHorizontal2, RotateCcw, RotateCw } from 'lucide-react'
import type { FilmSource } from '@/lib/archive/film/film-answers'
import { filmSizes } from '@/lib/archive/film/film-shapes'
import { Button } from '../../../_components/ui/button'
import { Field } from '../../../_components/ui/field'
import { Select } from '../../../_components/ui/select'
import { CheckList } from './check-list'
import { mirrorWarning } from './film-words'
import { FinishedPicture } from './finished-picture'
import { StepFrame } from './step-frame'
import type { Draft } from './use-draft'
import { usePreview } from './use-pictures'

const sizes = [
  { value: '', label: 'Not known: as in the picture' },
  ...filmSizes.map((value) => ({ value, label: `${value.replace('x', ' × ')} cm` })),
]

/** Which way up, which way round, black or white; and what the picture is worth. */
export function ToneStep({ filmId, source, draft }: { filmId: string; source: FilmSource; draft: Draft }) {
  const { steps, change } = draft
  const preview = usePreview(filmId, draft)
  const warning = mirrorWarning(steps)
  return (
    <StepFrame picture={<FinishedPicture preview={preview} isKept={draft.isKept} />}>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => change({ turns: (steps.turns + 3) % 4 })}>
          <RotateCcw className="size-3.5" aria-hidden />
          Turn left
        </Button>
        <Button onClick={() => change({ turns: (steps.turns + 1) % 4 })}>
          <RotateCw className="size-3.5" aria-hidden />
          Turn right
        </Button>
        <Button aria-pressed={steps.mirrored} onClick={() => change({ mirrored: !steps.mirrored })}>
          <FlipHorizontal2 className="size-3.5" aria-hidden />
          {steps.mirrored ? 'Mirrored' : 'Mirror'}
        </Button>
      </div>
      {warning ? (
        <p role="alert" className="border-l-2 border-ink-3 pl-3 font-medium text-ink">
          {warning}
        </p>
      ) : null}
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          checked={steps.inverted}
          onChange={(event) => change({ inverted: event.target.checked })}
        />
        Invert: bone shall be bright and air dark
      </label>
      <Field label="What it is">
        <Select
          items={[
            { value: 'DF', label: 'A film' },
            { value: 'SD', label: 'Paper: a report or request' },
          ]}
          value={steps.ConversionType}
          onValueChange={(ConversionType) =>
            change({
              ConversionType,
              Modality: ConversionType === 'SD' ? 'OT' : 'RG',
              colour: ConversionType === 'SD' && source.colour,
            })
          }
        />
      </Field>
      <Field label="Film size" hint="Gives true proportions to a picture taken at an angle.">
        <Select
          items={sizes}
          value={steps.filmSize}
          onValueChange={(filmSize) => change({ filmSize, calibration: null })}
        />
      </Field>
      {preview.data ? <CheckList checks={preview.data.checks} /> : null}
    </StepFrame>
  )
}
