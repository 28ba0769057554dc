import { randomBytes } from 'node:crypto'
import { insertServiceToken, listServiceTokens, revokeServiceToken } from '@/lib/db/access/service-tokens'
import { AppError } from '@/lib/errors'
import type { Actor } from './actor'
import { audit } from './audit'
import { hashToken } from './identify'
import type { Scope } from './scopes'

export interface TokenListing {
  id: string
  name: string
  scopes: string[]
  createdAt: string
  expiresAt: string
  revokedAt: string | null
  lastUsedAt: string | null
}

/** Makes a token for a machine client. The token is in the answer and nowhere else. */
export async function createServiceToken(
  input: { name: string; scopes: Scope[]; expiresInDays: number },
  actor: Actor,
): Promise<{ token: string; id: string }> {
  const token = `wtr_${randomBytes(32).toString('base64url')}`
  const expiresAt = new Date(Date.now() + input.expiresInDays * 86_400_000)
  const { id } = await insertServiceToken({
    name: input.name,
    scopes: input.scopes,
    tokenHash: hashToken(token),
    expiresAt,
  })
  await audit({
    actor,
    action: 'token:manage',
    outcome: 'success',
    detail: { what: 'created', tokenId: id, scopes: input.scopes.join(' ') },
  })
  return { token, id }
}

export async function listTokens(): Promise<TokenListing[]> {
  const rows = await listServiceTokens()
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }))
}

/** @throws AppError not-found */
export async function revokeToken(id: string, actor: Actor): Promise<void> {
  if (!(await revokeServiceToken(id, new Date())))
    throw new AppError('not-found', 'There is no such live token.')
  await audit({ actor, action: 'token:manage', outcome: 'success', detail: { what: 'revoked', tokenId: id } })
}
