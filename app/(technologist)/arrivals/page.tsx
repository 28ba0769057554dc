import type { Metadata } from 'next'
import { may } from '@/lib/access/may'
import { requireActor } from '@/lib/access/page-actor'
import { Arrivals } from '../../_components/arrivals/arrivals'
import { PageFrame } from '../../_components/page-frame'

export const metadata: Metadata = { title: 'Arrivals' }

export default async function ArrivalsPage() {
  const actor = await requireActor('arrival:read')
  return (
    <PageFrame title="Arrivals">
      <Arrivals canUpload={may(actor, 'image:store').allowed} />
    </PageFrame>
  )
}
