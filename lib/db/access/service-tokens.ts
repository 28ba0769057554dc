import { scopes, type Scope } from '@/lib/access/scopes'
import { db } from '../client'
import { forgetIdentities } from './known-identities'

const listed = {
  id: true,
  name: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
} as const

function knownScopes(values: string[]): Scope[] {
  return scopes.filter((scope) => values.includes(scope))
}

export async function findServiceToken(tokenHash: Uint8Array<ArrayBuffer>) {
  const row = await db().serviceToken.findUnique({ where: { tokenHash }, select: listed })
  return row && { ...row, scopes: knownScopes(row.scopes) }
}

export async function touchServiceToken(id: string, now: Date): Promise<void> {
  await db().serviceToken.updateMany({ where: { id }, data: { lastUsedAt: now } })
}

export function insertServiceToken(token: {
  name: string
  scopes: Scope[]
  tokenHash: Uint8Array<ArrayBuffer>
  expiresAt: Date
}) {
  return db().serviceToken.create({ data: token, select: listed })
}

export function listServiceTokens() {
  return db().serviceToken.findMany({ select: listed, orderBy: { createdAt: 'desc' } })
}

export async function revokeServiceToken(id: string, now: Date): Promise<boolean> {
  const { count } = await db().serviceToken.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: now },
  })
  forgetIdentities()
  return count === 1
}
