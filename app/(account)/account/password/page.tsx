import type { Metadata } from 'next'
import { requireActor } from '@/lib/access/page-actor'
import { PageFrame } from '../../../_components/page-frame'
import { PasswordForm } from '../password-form'

export const metadata: Metadata = { title: 'Choose a password' }

export default async function PasswordPage() {
  const actor = await requireActor('account:own')
  return (
    <PageFrame title={actor.mustChangePassword ? 'Choose your own password' : 'Change password'} width="text">
      <div className="max-w-80">
        {actor.mustChangePassword ? (
          <p className="mb-5 text-ink-2">
            Somebody else knows the password you were given. Choose one that only you know, then go on.
          </p>
        ) : null}
        <PasswordForm doneHref="/" />
      </div>
    </PageFrame>
  )
}
