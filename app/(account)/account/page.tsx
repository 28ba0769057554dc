import type { Metadata } from 'next'
import { requireActor } from '@/lib/access/page-actor'
import { roleLabels } from '@/lib/access/roles'
import { readConfig } from '@/lib/config'
import { PageFrame } from '../../_components/page-frame'
import { Section } from '../../_components/section'
import { PasswordForm } from './password-form'
import { Sessions } from './sessions'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const actor = await requireActor('account:own')
  return (
    <PageFrame title="Account" width="text">
      <p className="mb-8 text-ink-2">
        {actor.displayName} · user name {actor.username} · {roleLabels[actor.role]}
      </p>
      <Section
        title="Where you are signed in"
        note={`A session ends after ${readConfig().idleMinutes} minutes without use, or when you end it here.`}
      >
        <Sessions userId={actor.userId} />
      </Section>
      <Section title="Password" note="Changing it ends every other session of yours.">
        <div className="max-w-80 pt-2">
          <PasswordForm doneHref={null} />
        </div>
      </Section>
    </PageFrame>
  )
}
