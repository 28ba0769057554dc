import type { Metadata } from 'next'
import { Suspense } from 'react'
import { may } from '@/lib/access/may'
import { requireActor } from '@/lib/access/page-actor'
import { list } from '@/lib/worklist/list'
import { Worklist } from '../../_components/worklist/worklist'

export const metadata: Metadata = { title: 'Worklist' }

export default async function WorklistPage() {
  const actor = await requireActor('worklist:read')
  const initial = await list({ actor, query: { view: 'to-read' } })
  return (
    <Suspense>
      <Worklist
        initial={initial}
        permissions={{
          claim: may(actor, 'study:claim').allowed,
          setUrgency: may(actor, 'urgency:set').allowed,
          loadDemo: may(actor, 'demo:load').allowed,
        }}
      />
    </Suspense>
  )
}
