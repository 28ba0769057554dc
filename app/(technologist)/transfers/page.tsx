import type { Metadata } from 'next'
import { may } from '@/lib/access/may'
import { requireActor } from '@/lib/access/page-actor'
import { Transfers } from '../../_components/exchange/transfers'
import { PageFrame } from '../../_components/page-frame'

export const metadata: Metadata = { title: 'Transfers' }

export default async function TransfersPage() {
  const actor = await requireActor('transfer:read')
  return (
    <PageFrame title="Transfers">
      <Transfers canManage={may(actor, 'transfer:manage').allowed} />
    </PageFrame>
  )
}
