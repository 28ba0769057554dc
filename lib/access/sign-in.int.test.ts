import { describe, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import { ensureFirstAdministrator } from './first-administrator'
import { createServiceToken } from './service-tokens'
import { actorOfSession } from './sessions'
import { signIn } from './sign-in'
import { changeOwnPassword, changeUser, createUser } from './users'
import { identify } from './identify'
import type { Actor } from './actor'

useTestDatabase()

const system: Actor = { kind: 'system', name: 'test', address: '' }
const from = { address: '192.0.2.1', userAgent: 'test' }

describe('the first administrator', () => {
  it('is made once, with a password that must be changed', async () => {
    const first = await ensureFirstAdministrator()
    expect(first?.username).toBe('admin')
    expect(await ensureFirstAdministrator()).toBeNull()
    const outcome = await signIn({ username: ' ADMIN ', password: first?.password ?? '', ...from })
    expect(outcome.ok).toBe(true)
    if (!outcome.ok) return
    const actor = await actorOfSession(outcome.sessionId, '')
    expect(actor).toMatchObject({ role: 'administrator', mustChangePassword: true })
  })
  it('cannot be the one who is disabled or demoted', async () => {
    await ensureFirstAdministrator()
    const outcome = await createUser({ username: 'second', displayName: 'S', role: 'resident' }, system)
    await expect(changeUser(outcome.id, { role: 'radiologist' }, system)).resolves.toEqual({ password: null })
    const { listUsers } = await import('./users')
    const admin = (await listUsers()).find((user) => user.role === 'administrator')
    await expect(changeUser(admin?.id ?? '', { disabled: true }, system)).rejects.toThrow(
      'last administrator',
    )
  })
})

describe('wrong passwords', () => {
  it('lock the account after five, also for the right one, and leave others alone', async () => {
    const rosa = await createUser({ username: 'rosa', displayName: 'R', role: 'resident' }, system)
    const max = await createUser({ username: 'max', displayName: 'M', role: 'resident' }, system)
    const now = new Date()
    for (let i = 0; i < 5; i++) {
      expect(await signIn({ username: 'rosa', password: 'wrong', ...from }, now)).toEqual({
        ok: false,
        error: 'wrong',
      })
    }
    expect(await signIn({ username: 'rosa', password: rosa.password, ...from }, now)).toMatchObject({
      ok: false,
      error: 'locked',
    })
    expect(await signIn({ username: 'max', password: max.password, ...from }, now)).toMatchObject({
      ok: true,
    })
    const later = new Date(now.getTime() + 61_000)
    expect(await signIn({ username: 'rosa', password: rosa.password, ...from }, later)).toMatchObject({
      ok: true,
    })
  })
  it('of an unknown name are answered and locked like those of a known one', async () => {
    const now = new Date()
    const outcomes = []
    for (let i = 0; i < 6; i++)
      outcomes.push(
        await signIn({ username: 'nobody', password: 'x', address: '192.0.2.9', userAgent: '' }, now),
      )
    expect(outcomes.map((o) => (o.ok ? 'ok' : o.error))).toEqual([
      'wrong',
      'wrong',
      'wrong',
      'wrong',
      'wrong',
      'locked',
    ])
  })
})

describe('a new password', () => {
  it('ends the other sessions and keeps this one', async () => {
    const user = await createUser({ username: 'kim', displayName: 'K', role: 'radiologist' }, system)
    const here = await signIn({ username: 'kim', password: user.password, ...from })
    const there = await signIn({ username: 'kim', password: user.password, ...from })
    if (!here.ok || !there.ok) throw new Error('sign-in failed')
    const actor = await actorOfSession(here.sessionId, '')
    if (!actor) throw new Error('no session')
    await changeOwnPassword(actor, { current: user.password, next: 'a quite long new one' })
    expect(await actorOfSession(here.sessionId, '')).toMatchObject({ mustChangePassword: false })
    expect(await actorOfSession(there.sessionId, '')).toBeNull()
  })
})

describe('sessions', () => {
  it('end when idle for too long and after twelve hours', async () => {
    const user = await createUser({ username: 'idle', displayName: 'I', role: 'resident' }, system)
    const outcome = await signIn({ username: 'idle', password: user.password, ...from })
    if (!outcome.ok) throw new Error('sign-in failed')
    const after = (minutes: number) => new Date(Date.now() + minutes * 60_000)
    expect(await actorOfSession(outcome.sessionId, '', after(61))).toBeNull()
    expect(await actorOfSession(outcome.sessionId, '', after(50))).not.toBeNull()
    expect(await actorOfSession(outcome.sessionId, '', after(100))).not.toBeNull()
    expect(await actorOfSession(outcome.sessionId, '', after(12 * 60 + 1))).toBeNull()
  })
})

describe('service tokens', () => {
  it('identify a machine until they are revoked or expire', async () => {
    const { token } = await createServiceToken(
      { name: 'CI', scopes: ['dicomweb:read'], expiresInDays: 1 },
      system,
    )
    const request = { headers: { authorization: `Bearer ${token}` }, socket: { remoteAddress: '127.0.0.1' } }
    const ask = () => identify(request as Parameters<typeof identify>[0])
    expect(await ask()).toMatchObject({ kind: 'token', scopes: ['dicomweb:read'] })
    const expired = await createServiceToken(
      { name: 'old', scopes: ['dicomweb:read'], expiresInDays: -1 },
      system,
    )
    const old = { ...request, headers: { authorization: `Bearer ${expired.token}` } }
    expect(await identify(old as Parameters<typeof identify>[0])).toBeNull()
  })
})
