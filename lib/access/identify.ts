import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parse as parseCookies } from 'cookie'
import { getToken } from 'next-auth/jwt'
import { rememberIdentity } from '@/lib/db/access/known-identities'
import { findServiceToken, touchServiceToken } from '@/lib/db/access/service-tokens'
import type { Actor } from './actor'
import { addressHeader } from './address'
import { backgroundHeader } from './background-header'
import { clientAddress } from './client-address'
import { actorOfSession } from './sessions'

/**
 * Who sends this request: a machine by `Authorization: Bearer`, or a person by the signed session cookie.
 * The cookie alone is never enough: its session row must still be alive, so that revoking works at once (from another
 * process within two seconds).
 * With `background`, or the header of that name, the request does not count as a sign of life.
 * @returns null when nobody, or nobody any more.
 */
export async function identify(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  { background = request.headers[backgroundHeader] === '1' }: { background?: boolean } = {},
): Promise<Actor | null> {
  const address = clientAddress(request)
  const bearer = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1]
  const cookies = request.headers.cookie ?? ''
  if (!bearer && cookies === '') return null
  const actor = bearer
    ? await rememberIdentity(`token ${bearer}`, () => identifyToken(bearer, address))
    : await rememberIdentity(`${background ? 'page' : 'person'} ${cookies}`, () =>
        identifyCookies(cookies, { address, background }),
      )
  return actor && { ...actor, address }
}

/** As `identify`, from the headers that a page has (Next gives no socket; our front sets the address). */
export function identifyHeaders(headers: Headers): Promise<Actor | null> {
  return identifyCookies(headers.get('cookie') ?? '', {
    address: headers.get(addressHeader) ?? '',
    background: false,
  })
}

async function identifyToken(token: string, address: string): Promise<Actor | null> {
  const row = await findServiceToken(hashToken(token))
  const now = new Date()
  if (!row || row.revokedAt || row.expiresAt <= now) return null
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > 60_000)
    await touchServiceToken(row.id, now)
  return { kind: 'token', tokenId: row.id, name: row.name, scopes: row.scopes, address }
}

async function identifyCookies(
  header: string,
  { address, background }: { address: string; background: boolean },
): Promise<Actor | null> {
  if (header === '') return null
  const cookies = parseCookies(header)
  const jwt = await getToken({
    req: { headers: {}, cookies } as Parameters<typeof getToken>[0]['req'],
    secret: process.env.NEXTAUTH_SECRET,
    secureCookie: process.env.NEXTAUTH_URL?.startsWith('https://') ?? false,
  }).catch(() => null)
  const sessionId = jwt?.sessionId
  return typeof sessionId === 'string' ? actorOfSession(sessionId, address, { background }) : null
}

/** Tokens are random and long, so a plain SHA-256 is a safe form to keep. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}
