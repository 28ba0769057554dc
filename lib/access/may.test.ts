import { describe, expect, it } from 'vitest'
import { actions, type Action } from './actions'
import type { Actor } from './actor'
import { may, studyScope } from './may'
import { roles, type Role } from './roles'

function person(role: Role, over: Partial<Extract<Actor, { kind: 'user' }>> = {}): Actor {
  return {
    kind: 'user',
    userId: '1',
    sessionId: '1',
    username: 'x',
    displayName: 'X',
    role,
    referringPhysicianKey: '',
    mustChangePassword: false,
    address: '127.0.0.1',
    ...over,
  }
}

const study = { id: 's', patientId: 'p', referringPhysicianKey: 'stone rosa' }
const who = (action: Action) => roles.filter((role) => may(person(role), action).allowed)

describe('the access policy', () => {
  it('lets only radiologists sign final reports', () => {
    expect(who('report:sign-final')).toEqual(['radiologist'])
  })
  it('lets residents sign preliminary reports but not final ones', () => {
    expect(who('report:sign-preliminary')).toEqual(['radiologist', 'resident'])
  })
  it('lets only technologists bring images in by hand', () => {
    expect(who('image:store')).toEqual(['technologist'])
  })
  it('keeps images and reports from administrators', () => {
    for (const action of ['image:read', 'report:read', 'study:read'] as const) {
      expect(who(action)).not.toContain('administrator')
    }
  })
  it('keeps the worklist and what AI says from referring physicians', () => {
    expect(who('worklist:read')).not.toContain('referrer')
    expect(who('ai:read')).not.toContain('referrer')
  })
  it('lets only administrators manage users, tokens and peers and read the audit log', () => {
    for (const action of ['user:manage', 'token:manage', 'peer:manage', 'audit:read'] as const) {
      expect(who(action)).toEqual(['administrator'])
    }
  })
  it('lets only the head of department set the deadline policy', () => {
    expect(who('policy:set')).toEqual(['department-head'])
  })
  it('allows nothing but the own account before the first password is changed', () => {
    for (const role of roles) {
      const allowed = actions.filter(
        (action) => may(person(role, { mustChangePassword: true }), action).allowed,
      )
      expect(allowed).toEqual(['account:own'])
    }
  })
})

describe('referring physicians', () => {
  it('see the studies they ordered', () => {
    expect(
      may(person('referrer', { referringPhysicianKey: 'stone rosa' }), 'report:read', study).allowed,
    ).toBe(true)
  })
  it('are not told that other studies exist', () => {
    const decision = may(person('referrer', { referringPhysicianKey: 'other' }), 'image:read', study)
    expect(decision).toMatchObject({ allowed: false, hide: true })
  })
  it('without a name of their own match no study, not even one without a referrer', () => {
    const orphan = { ...study, referringPhysicianKey: '' }
    expect(may(person('referrer'), 'image:read', orphan).allowed).toBe(false)
    expect(studyScope(person('referrer'), 'image:read')).toEqual({ kind: 'none' })
  })
  it('get lists narrowed to their own orders', () => {
    expect(studyScope(person('referrer', { referringPhysicianKey: 'k' }), 'study:read')).toEqual({
      kind: 'referred-by',
      referringPhysicianKey: 'k',
    })
  })
})

describe('machines', () => {
  it('with a read token may not store, and the other way round', () => {
    const token = (scopes: Extract<Actor, { kind: 'token' }>['scopes']): Actor => ({
      kind: 'token',
      tokenId: 't',
      name: 't',
      scopes,
      address: '',
    })
    expect(may(token(['dicomweb:read']), 'image:store').allowed).toBe(false)
    expect(may(token(['dicomweb:store']), 'image:read').allowed).toBe(false)
    expect(may(token([]), 'image:read').allowed).toBe(false)
  })
  it('that are DICOM peers may store and nothing else', () => {
    const peer: Actor = { kind: 'peer', aeTitle: 'CT1', address: '' }
    expect(actions.filter((action) => may(peer, action).allowed)).toEqual(['image:store'])
  })
})
