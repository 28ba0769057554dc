import type { Metadata } from 'next'
import { Suspense } from 'react'
import { auditAccess } from '@/lib/access/audit-access'
import { may } from '@/lib/access/may'
import { requireActor } from '@/lib/access/page-actor'
import { list } from '@/lib/worklist/list'
import { Worklist } from '../../_components/worklist/worklist'

export const metadata: Metadata = { title: 'Worklist' }

export default async function WorklistPage() {
  const actor = await requireActor('worklist:read')
  // The first rows come with the page and not by the API, which would have written this down.
  await auditAccess({ actor, action: 'worklist:read' })
  const initial = await list({ actor, query: { view: 'to-read' } })
  return (
    <Suspense>
      <Worklist
        initial={initial}
        permissions={{
          claim: may(actor, 'study:claim').allowed,
          setUrgency: may(actor, 'urgency:set').allowed,
          readAi: may(actor, 'ai:read').allowed,
          loadDemo: may(actor, 'demo:load').allowed,
        }}
      />
    </Suspense>
  )
}
