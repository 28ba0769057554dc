'use client'
import { useQuery } from '@tanstack/react-query'
import { Images } from 'lucide-react'
import Link from 'next/link'
import type { FilmLine } from '@/lib/archive/film/film-answers'
import { callApi, wordsFor } from '../../../_components/api-client'
import { Section } from '../../../_components/section'
import { EmptyState } from '../../../_components/ui/empty-state'
import { ErrorState } from '../../../_components/ui/error-state'
import { SkeletonRows } from '../../../_components/ui/skeleton-rows'
import { When } from '../../../_components/when'
import { SourceChooser } from './source-chooser'

const kindWords: Record<string, string> = {
  'image/jpeg': 'Photograph',
  'image/png': 'PNG picture',
  'image/tiff': 'TIFF scan',
  'application/pdf': 'PDF',
}

/** Where a film begins, and those that were begun and not finished. */
export function FilmHome() {
  const drafts = useQuery({
    queryKey: ['/api/film'],
    queryFn: ({ signal }) => callApi<FilmLine[]>('GET', '/api/film', { signal }),
  })
  return (
    <>
      <Section title="New film" note="From a photograph or a scan to the archive.">
        <SourceChooser />
      </Section>
      <Section title="Unfinished" note="Kept on the server until they are filed or discarded.">
        {drafts.error ? (
          <ErrorState message={wordsFor(drafts.error)} onRetry={() => void drafts.refetch()} />
        ) : !drafts.data ? (
          <SkeletonRows rows={3} label="Loading unfinished films" />
        ) : drafts.data.length === 0 ? (
          <EmptyState icon={Images} title="No film waits" compact />
        ) : (
          <ul className="max-w-[42rem]">
            {drafts.data.map((film) => (
              <li key={film.id} className="border-b border-line">
                <Link
                  href={`/film/${film.id}`}
                  className="flex min-h-11 flex-wrap items-center gap-x-4 px-1 py-1.5 hover:bg-hover"
                >
                  <span className="min-w-28">
                    {kindWords[film.mediaType] ?? film.mediaType}
                    {film.pages > 1 ? `, ${film.pages} pages` : ''}
                  </span>
                  <span className="min-w-0 flex-1 truncate text-ink-2">{film.ownerName}</span>
                  <span className="num text-ink-2">
                    <When at={film.updatedAt} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}
