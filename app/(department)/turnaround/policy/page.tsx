import type { Metadata } from 'next'
import { may } from '@/lib/access/may'
import { requireActor } from '@/lib/access/page-actor'
import { PageFrame } from '../../../_components/page-frame'
import { Policy } from '../../../_components/policy/policy'

export const metadata: Metadata = { title: 'Deadlines' }

export default async function PolicyPage() {
  const actor = await requireActor('policy:read')
  return (
    <PageFrame title="Deadlines">
      <Policy editable={may(actor, 'policy:set').allowed} />
    </PageFrame>
  )
}
