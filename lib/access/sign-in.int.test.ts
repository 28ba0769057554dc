import { describe, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import type { AppError } from '@/lib/errors'
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
  it('are what a name gives that the database could not even hold', async () => {
    const outcome = await signIn({ username: 'ro\0sa', password: 'x', address: '192.0.2.8', userAgent: '' })
    expect(outcome).toEqual({ ok: false, error: 'wrong' })
  })
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

describe('attempts side by side', () => {
  const attempt = (username: string, address: string, password = 'wrong') =>
    signIn({ username, password, address, userAgent: '' })
  const errors = (outcomes: Awaited<ReturnType<typeof signIn>>[]) =>
    outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error))

  it('get five guesses at an account, known or not, as one after the other would', async () => {
    await createUser({ username: 'many', displayName: 'M', role: 'resident' }, system)
    for (const username of ['many', 'nobody-else']) {
      const all = await Promise.all(Array.from({ length: 20 }, () => attempt(username, '192.0.2.20')))
      expect(errors(all).filter((error) => error === 'wrong')).toHaveLength(5)
      expect(errors(all).filter((error) => error === 'locked')).toHaveLength(15)
    }
  })
  it('get thirty guesses from one address', async () => {
    const guesses = Array.from({ length: 40 }, (_, i) => attempt(`guess-${i}`, '192.0.2.30'))
    expect(errors(await Promise.all(guesses)).filter((error) => error === 'wrong')).toHaveLength(30)
  })
  it('that are right are counted neither against the account nor against the address', async () => {
    const user = await createUser({ username: 'right', displayName: 'R', role: 'resident' }, system)
    for (let i = 0; i < 35; i++) {
      expect(await attempt('right', '192.0.2.40', user.password)).toMatchObject({ ok: true })
    }
  })
  it('beyond what we can check are sent away at once', async () => {
    const flood = Array.from({ length: 60 }, (_, i) => attempt(`flood-${i}`, `192.0.2.${100 + i}`))
    expect(errors(await Promise.all(flood))).toContain('busy')
  })
})

describe('a new password', () => {
  it('is no way to guess the present one without limit', async () => {
    const user = await createUser({ username: 'lost', displayName: 'L', role: 'resident' }, system)
    const outcome = await signIn({ username: 'lost', password: user.password, ...from })
    if (!outcome.ok) throw new Error('sign-in failed')
    const actor = await actorOfSession(outcome.sessionId, '')
    if (!actor) throw new Error('no session')
    const guess = (current: string) => changeOwnPassword(actor, { current, next: 'a quite long new one' })
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => guess('wrong')))
    const codes = all.map((result) => result.status === 'rejected' && (result.reason as AppError).code)
    expect(codes.filter((code) => code === 'forbidden')).toHaveLength(5)
    expect(codes.filter((code) => code === 'rate-limited')).toHaveLength(3)
    await expect(guess(user.password)).rejects.toMatchObject({ code: 'rate-limited' })
  })

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
    expect(await actorOfSession(outcome.sessionId, '', { now: after(61) })).toBeNull()
    expect(await actorOfSession(outcome.sessionId, '', { now: after(50) })).not.toBeNull()
    expect(await actorOfSession(outcome.sessionId, '', { now: after(100) })).not.toBeNull()
    expect(await actorOfSession(outcome.sessionId, '', { now: after(12 * 60 + 1) })).toBeNull()
  })
  it('are not kept alive by what a page asks by itself', async () => {
    const user = await createUser({ username: 'away', displayName: 'A', role: 'resident' }, system)
    const outcome = await signIn({ username: 'away', password: user.password, ...from })
    if (!outcome.ok) throw new Error('sign-in failed')
    const after = (minutes: number) => new Date(Date.now() + minutes * 60_000)
    const poll = (minutes: number) =>
      actorOfSession(outcome.sessionId, '', { now: after(minutes), background: true })
    expect(await poll(30)).not.toBeNull()
    expect(await poll(59)).not.toBeNull()
    expect(await poll(61)).toBeNull()
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
