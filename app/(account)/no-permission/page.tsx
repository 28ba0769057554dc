import { Lock } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { roleLabels } from '@/lib/access/roles'
import { requireActor } from '@/lib/access/page-actor'
import { homeOf } from '../../_components/shell/navigation'
import { EmptyState } from '../../_components/ui/empty-state'

export const metadata: Metadata = { title: 'No permission' }

export default async function NoPermissionPage() {
  const actor = await requireActor('account:own')
  return (
    <EmptyState
      icon={Lock}
      title="Your role does not include this page"
      action={
        <Link href={homeOf[actor.role]} className="text-accent underline underline-offset-4">
          To your start page
        </Link>
      }
    >
      You are signed in as {actor.displayName}, {roleLabels[actor.role]}. If you need it for your work, ask an
      administrator. This attempt was recorded.
    </EmptyState>
  )
}
