import type { Metadata } from 'next'
import { Suspense } from 'react'
import { requireActor } from '@/lib/access/page-actor'
import { Turnaround } from '../../_components/turnaround/turnaround'

export const metadata: Metadata = { title: 'Turnaround' }

export default async function TurnaroundPage() {
  await requireActor('turnaround:read')
  return (
    <Suspense>
      <Turnaround />
    </Suspense>
  )
}
