import type { Metadata } from 'next'
import { requireActor } from '@/lib/access/page-actor'
import { ReadingRoom } from './_room/reading-room'

/** No patient in the title: it stands in the browser's history. */
export const metadata: Metadata = { title: 'Reading' }

export default async function ReadingPage({ params }: { params: Promise<{ studyId: string }> }) {
  const actor = await requireActor('image:read')
  const { studyId } = await params
  return <ReadingRoom key={studyId} studyId={studyId} role={actor.role} />
}
