'use client'
import { wholePage } from '@/lib/archive/film/film-shapes'
import type { FilmSteps, Point } from '@/lib/archive/film/film-steps'
import type { FilmSource } from '@/lib/archive/film/film-answers'
import { wordsFor } from '../../../_components/api-client'
import { Button } from '../../../_components/ui/button'
import { ErrorState } from '../../../_components/ui/error-state'
import { Field } from '../../../_components/ui/field'
import { Select } from '../../../_components/ui/select'
import { HandledPicture } from './handled-picture'
import { StepFrame } from './step-frame'
import type { Draft } from './use-draft'
import { usePagePicture } from './use-pictures'
import { WaitingPicture } from './waiting-picture'

const cornerNames = ['Upper left corner', 'Upper right corner', 'Lower right corner', 'Lower left corner']

/** The four corners of the film in the picture. */
export function EdgesStep({ filmId, source, draft }: { filmId: string; source: FilmSource; draft: Draft }) {
  const { steps, change } = draft
  const page = usePagePicture(filmId, steps.page)
  const found = page.data?.corners ?? null

  function move(index: number, to: Point): void {
    const corners = steps.corners.map((corner, n) => (n === index ? [...to] : corner))
    change({ corners: corners as FilmSteps['corners'] })
  }

  const picture = page.error ? (
    <ErrorState message={wordsFor(page.error)} onRetry={() => void page.refetch()} />
  ) : page.data ? (
    <HandledPicture
      picture={page.data.picture}
      words="The page as it was handed in"
      handles={steps.corners.map((at, n) => ({ label: cornerNames[n] ?? '', at }))}
      isClosed
      onMove={move}
    />
  ) : (
    <WaitingPicture label="Loading the page" />
  )
  return (
    <StepFrame picture={picture}>
      <p className="text-ink-2">
        {found
          ? 'The edges of the film were looked for. Check the four corners and move them where they are wrong.'
          : 'No edge of a film stands out here. Move the four corners to the film, or keep the whole picture.'}
      </p>
      {source.pages > 1 ? (
        <Field label="Page">
          <Select
            items={source.sizes.map((_, n) => ({
              value: String(n + 1),
              label: `${n + 1} of ${source.pages}`,
            }))}
            value={String(steps.page)}
            onValueChange={(value) => change({ page: Number(value), corners: wholePage, calibration: null })}
          />
        </Field>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button disabled={!found} onClick={() => (found ? change({ corners: found }) : undefined)}>
          Use the edges found
        </Button>
        <Button onClick={() => change({ corners: wholePage })}>Use the whole picture</Button>
      </div>
    </StepFrame>
  )
}
