import type { Metadata } from 'next'
import { may } from '@/lib/access/may'
import { requireActor } from '@/lib/access/page-actor'
import { PageFrame } from '../../_components/page-frame'
import { ReconcileDesk } from './_reconcile/reconcile-desk'

export const metadata: Metadata = { title: 'Reconcile' }

export default async function ReconcilePage() {
  const actor = await requireActor('reconcile:read')
  const can = (action: Parameters<typeof may>[1]): boolean => may(actor, action).allowed
  return (
    <PageFrame title="Reconcile">
      <ReconcileDesk
        can={{
          change: can('reconcile:change'),
          remove: can('study:delete'),
          hold: can('study:hold'),
          see: can('image:read'),
          open: can('study:read'),
        }}
      />
    </PageFrame>
  )
}
