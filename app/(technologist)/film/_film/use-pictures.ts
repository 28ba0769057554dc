'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FilmChecks } from '@/lib/archive/film/film-answers'
import type { FilmSteps } from '@/lib/archive/film/film-steps'
import { callApi } from '../../../_components/api-client'

export interface PagePicture {
  picture: string
  corners: FilmSteps['corners'] | null
}

export interface PreviewPicture {
  picture: string
  checks: FilmChecks
  spacing: number | null
}

/** One page as it came. */
export function usePagePicture(filmId: string, page: number, enabled = true) {
  return useQuery({
    queryKey: ['film page', filmId, page],
    queryFn: ({ signal }) => callApi<PagePicture>('GET', `/api/film/${filmId}/pages/${page}`, { signal }),
    staleTime: Infinity,
    enabled,
  })
}

/** The film as the kept steps make it. While a save is on its way, the picture before it stays. */
export function usePreview(
  filmId: string,
  { revision, isKept }: { revision: number; isKept: boolean },
  enabled = true,
) {
  return useQuery({
    queryKey: ['film preview', filmId, revision],
    queryFn: ({ signal }) => callApi<PreviewPicture>('GET', `/api/film/${filmId}/preview`, { signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    enabled: enabled && isKept,
  })
}
