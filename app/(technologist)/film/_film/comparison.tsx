'use client'
import { useQuery } from '@tanstack/react-query'
import { Check, CircleAlert } from 'lucide-react'
import type { FilingIdentity } from '@/lib/archive/film/film-answers'
import type { FilmSteps } from '@/lib/archive/film/film-steps'
import { callApi, wordsFor } from '../../../_components/api-client'
import { personNameOf } from '../../../_components/person-name'
import { dateWords } from './film-words'

/** The words on the film beside what will be written into the object, line by line. */
export function Comparison({ filmId, steps }: { filmId: string; steps: FilmSteps }) {
  const { target, label } = steps
  const chosen = useQuery({
    queryKey: ['film identity', filmId, target],
    queryFn: ({ signal }) =>
      callApi<FilingIdentity>('POST', `/api/film/${filmId}/identity`, { body: { target }, signal }),
    enabled: target !== null,
    retry: false,
  })
  const known = target === null ? undefined : chosen.data
  const rows = [
    {
      name: 'Name',
      onFilm: personNameOf(label.PatientName) || label.PatientName,
      filed: personNameOf(known?.PatientName ?? ''),
    },
    { name: 'Number', onFilm: label.PatientID, filed: known?.PatientID ?? '' },
    { name: 'Born', onFilm: label.PatientBirthDate, filed: known?.PatientBirthDate ?? '', isDate: true },
    { name: 'Taken on', onFilm: label.StudyDate, filed: known?.StudyDate ?? '', isDate: true },
  ]
  return (
    <div>
      <table className="num w-full max-w-[42rem] border-collapse text-left">
        <caption className="sr-only">The film compared with the archive</caption>
        <thead>
          <tr className="text-sm text-ink-2">
            <td className="w-20 py-1" />
            <th scope="col" className="py-1 pr-3 font-medium">
              On the film
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              In the archive
            </th>
            <td className="w-24" />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, onFilm, filed, isDate }) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="py-1.5 font-normal text-ink-2">
                {name}
              </th>
              <td className="py-1.5 pr-3">{isDate ? dateWords(onFilm) : onFilm || '–'}</td>
              <td className="py-1.5 pr-3">{isDate ? dateWords(filed) : filed || '–'}</td>
              <td className="py-1.5">{known ? <Agreement onFilm={onFilm} filed={filed} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen.error && target !== null ? (
        <p role="alert" className="mt-2 font-medium text-ink">
          {wordsFor(chosen.error)}
        </p>
      ) : null}
      {target === null ? <p className="mt-2 text-ink-2">Nobody is chosen yet.</p> : null}
      {known ? <p className="mt-2 text-ink-2">{known.place}</p> : null}
    </div>
  )
}

function Agreement({ onFilm, filed }: { onFilm: string; filed: string }) {
  if (onFilm === '' || filed === '') return null
  const same = plain(onFilm) === plain(filed)
  const Icon = same ? Check : CircleAlert
  return (
    <span
      className={
        same
          ? 'inline-flex items-center gap-1 text-ink-2'
          : 'inline-flex items-center gap-1 font-medium text-ink'
      }
    >
      <Icon className="size-3.5" aria-hidden />
      {same ? 'Same' : 'Differs'}
    </span>
  )
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
