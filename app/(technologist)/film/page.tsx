import type { Metadata } from 'next'
import { requireActor } from '@/lib/access/page-actor'
import { PageFrame } from '../../_components/page-frame'
import { FilmHome } from './_film/film-home'

export const metadata: Metadata = { title: 'Film' }

export default async function FilmPage() {
  await requireActor('film:digitise')
  return (
    <PageFrame title="Film">
      <FilmHome />
    </PageFrame>
  )
}
