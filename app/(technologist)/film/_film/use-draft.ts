'use client'
import { useState, useSyncExternalStore } from 'react'
import type { FilmDetail } from '@/lib/archive/film/film-answers'
import { DraftKeeper, type KeptDraft } from './draft-keeper'

export interface Draft extends KeptDraft {
  change: DraftKeeper['change']
}

/** The steps of a film, shown at once and kept on the server. */
export function useDraft(film: FilmDetail): Draft {
  const [keeper] = useState(() => new DraftKeeper(film.id, film))
  const kept = useSyncExternalStore(keeper.subscribe, keeper.now, keeper.now)
  return { ...kept, change: keeper.change }
}
