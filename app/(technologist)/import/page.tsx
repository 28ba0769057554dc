import type { Metadata } from 'next'
import { requireActor } from '@/lib/access/page-actor'
import { PageFrame } from '../../_components/page-frame'
import { ImportHome } from './_import/import-home'

export const metadata: Metadata = { title: 'Import' }

export default async function ImportPage() {
  await requireActor('image:store')
  return (
    <PageFrame title="Import">
      <ImportHome />
    </PageFrame>
  )
}
