import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Action } from './actions'
import { audit } from './audit'
import { identifyHeaders } from './identify'
import { may } from './may'
import type { UserActor } from './sessions'

/** The signed-in person of this page request, or null; looked up once for layouts and page. */
export const pageActor = cache(async (): Promise<UserActor | null> => {
  const actor = await identifyHeaders(await headers())
  return actor?.kind === 'user' ? actor : null
})

/**
 * The signed-in person, if the policy lets them do `action`; otherwise the browser is sent to sign in,
 * to change the first password, or to the page that says what is missing. Decided, and a denial written down, once for
 * layouts and page.
 */
export const requireActor = cache(async (action: Action): Promise<UserActor> => {
  const actor = await pageActor()
  if (!actor) redirect('/sign-in')
  if (actor.mustChangePassword && action !== 'account:own') redirect('/account/password')
  if (!may(actor, action).allowed) {
    await audit({ actor, action, outcome: 'denied' })
    redirect('/no-permission')
  }
  return actor
})
