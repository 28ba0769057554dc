import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { revokeSessionRow } from '@/lib/db/access/sessions'
import { log } from '@/lib/log'
import { audit } from './audit'
import { addressHeader } from './address'
import { actorOfSession, absoluteHours } from './sessions'
import { signIn } from './sign-in'

/**
 * next-auth keeps only the signed cookie with the id of our own session row (identify.ts); it decides nothing else.
 * A refused sign-in throws a code that the sign-in page puts into words: `wrong`, `busy`, `away` (the fault is ours) or
 * `locked:<ISO instant>`.
 */
export const nextAuthOptions: NextAuthOptions = {
  session: { strategy: 'jwt', maxAge: absoluteHours * 3600 },
  pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
  providers: [
    CredentialsProvider({
      name: 'Wetread',
      credentials: { username: { type: 'text' }, password: { type: 'password' } },
      async authorize(credentials, request) {
        const outcome = await signIn({
          username: credentials?.username ?? '',
          password: credentials?.password ?? '',
          address: headerOf(request.headers, addressHeader),
          userAgent: headerOf(request.headers, 'user-agent'),
        }).catch((cause: unknown) => {
          log.error({ err: cause }, 'sign-in failed')
          throw new Error('away') // next-auth puts the message into an address
        })
        if (outcome.ok) return { id: outcome.userId, name: outcome.displayName, sessionId: outcome.sessionId }
        throw new Error(outcome.error === 'locked' ? `locked:${outcome.until.toISOString()}` : outcome.error)
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      const sessionId = (user as { sessionId?: unknown } | undefined)?.sessionId
      // Only ids go into the cookie; next-auth's default would keep the name too.
      return typeof sessionId === 'string'
        ? { sub: user.id, sessionId }
        : { sub: token.sub, sessionId: token.sessionId }
    },
    session({ session }) {
      return { expires: session.expires }
    },
  },
  events: {
    async signOut({ token }) {
      const sessionId = token?.sessionId
      if (typeof sessionId !== 'string') return
      const actor = await actorOfSession(sessionId, '')
      if (!actor) return
      await revokeSessionRow({ sessionId, userId: actor.userId, now: new Date() })
      await audit({ actor, action: 'sign-out', outcome: 'success' })
    },
  },
}

function headerOf(headers: Record<string, unknown> | undefined, name: string): string {
  const value = headers?.[name]
  return typeof value === 'string' ? value : ''
}
