import type { Metadata } from 'next'
import { Suspense } from 'react'
import { requireActor } from '@/lib/access/page-actor'
import { Admin } from '../../_components/admin/admin'
import { PageFrame } from '../../_components/page-frame'

export const metadata: Metadata = { title: 'Administration' }

export default async function AdminPage() {
  const actor = await requireActor('user:manage')
  return (
    <PageFrame title="Administration">
      <Suspense>
        <Admin ownUserId={actor.userId} />
      </Suspense>
    </PageFrame>
  )
}
