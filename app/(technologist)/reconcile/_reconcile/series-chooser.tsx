'use client'
import { useQuery } from '@tanstack/react-query'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import { callApi, wordsFor } from '../../../_components/api-client'
import { counted } from './words'

interface SeriesChooserProps {
  studyId: string
  chosen: readonly string[]
  onChoose: (uids: string[]) => void
}

export function SeriesChooser({ studyId, chosen, onChoose }: SeriesChooserProps) {
  const path = `/api/studies/${studyId}`
  const query = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => callApi<StudyDetail>('GET', path, { signal }),
  })
  const toggle = (uid: string): void =>
    onChoose(chosen.includes(uid) ? chosen.filter((other) => other !== uid) : [...chosen, uid])
  return (
    <fieldset>
      <legend className="mb-1 font-medium">What is taken out</legend>
      {query.error ? <p role="alert">{wordsFor(query.error)}</p> : null}
      {query.isPending ? <p className="text-ink-3">Loading the series…</p> : null}
      {query.data?.series.map((series) => (
        <label
          key={series.SeriesInstanceUID}
          className="flex cursor-pointer items-baseline gap-2 border-t border-line px-1 py-1.5 hover:bg-hover"
        >
          <input
            type="checkbox"
            checked={chosen.includes(series.SeriesInstanceUID)}
            onChange={() => toggle(series.SeriesInstanceUID)}
          />
          <span className="num">
            {series.Modality} {series.SeriesNumber ?? ''} {series.SeriesDescription}
            <span className="text-ink-3"> · {counted(series.instances.length, 'object')}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
