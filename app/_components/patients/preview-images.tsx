'use client'
import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import type { SeriesDetail } from '@/lib/worklist/study-detail'
import { EmptyState } from '../ui/empty-state'
import { Select } from '../ui/select'
import { previewSeries } from './preview-frames'
import { PreviewImage } from './preview-image'

/** Images as pictures: light enough for a phone, not for diagnosis. */
export function PreviewImages({
  StudyInstanceUID,
  series,
}: {
  StudyInstanceUID: string
  series: readonly SeriesDetail[]
}) {
  const shown = previewSeries(StudyInstanceUID, series)
  const [chosen, setChosen] = useState('')
  const [places, setPlaces] = useState<Record<string, number>>({})
  const current = shown.find((one) => one.SeriesInstanceUID === chosen) ?? shown[0]
  if (!current) return <EmptyState icon={ImageOff} title="No images to show" />
  const last = current.frames.length - 1
  const place = Math.min(last, places[current.SeriesInstanceUID] ?? Math.floor(last / 2))
  const go = (next: number): void =>
    setPlaces({ ...places, [current.SeriesInstanceUID]: Math.min(last, Math.max(0, next)) })
  return (
    <section aria-label="Images">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">Images</h2>
        {shown.length > 1 ? (
          <Select
            aria-label="Series"
            items={shown.map((one) => ({ value: one.SeriesInstanceUID, label: one.label }))}
            value={current.SeriesInstanceUID}
            onValueChange={setChosen}
            className="h-10! max-w-64"
          />
        ) : null}
      </div>
      <PreviewImage
        src={current.frames[place] ?? ''}
        ahead={[current.frames[place + 1], current.frames[place - 1]]}
        label={`${current.label}, image ${place + 1}`}
        onStep={(step) => go(place + step)}
      />
      {last > 0 ? (
        <label className="mt-3 flex items-center gap-3">
          <span className="sr-only">Image</span>
          <input
            type="range"
            min={0}
            max={last}
            value={place}
            onChange={(event) => go(event.target.valueAsNumber)}
            className="h-8 min-w-0 flex-1"
          />
          <span className="num min-w-20 text-right text-ink-2">
            {place + 1} of {last + 1}
          </span>
        </label>
      ) : null}
      <p className="mt-2 text-sm text-ink-3">Pictures for orientation, not for diagnosis.</p>
    </section>
  )
}
