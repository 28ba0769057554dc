import type { Metadata } from 'next'
import { may } from '@/lib/access/may'
import { requireActor } from '@/lib/access/page-actor'
import { Orders } from '../../_components/orders/orders'
import { PageFrame } from '../../_components/page-frame'

export const metadata: Metadata = { title: 'Orders' }

export default async function OrdersPage() {
  const actor = await requireActor('order:read')
  return (
    <PageFrame title="Orders">
      <Orders canWrite={may(actor, 'order:write').allowed} canMatch={may(actor, 'order:match').allowed} />
    </PageFrame>
  )
}
