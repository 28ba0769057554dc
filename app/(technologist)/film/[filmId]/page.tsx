import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { requireActor } from '@/lib/access/page-actor'
import { PageFrame } from '../../../_components/page-frame'
import { FilmDesk } from '../_film/film-desk'

export const metadata: Metadata = { title: 'Film' }

export default async function OneFilmPage({ params }: { params: Promise<{ filmId: string }> }) {
  await requireActor('film:digitise')
  const { filmId } = await params
  if (!z.uuid().safeParse(filmId).success) notFound()
  return (
    <PageFrame title="Film">
      <FilmDesk filmId={filmId} />
    </PageFrame>
  )
}
