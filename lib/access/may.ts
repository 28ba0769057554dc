import type { Action } from './actions'
import type { Actor } from './actor'
import type { PeerRight } from './peer-rights'
import type { Role } from './roles'
import type { Scope } from './scopes'

/** What the policy needs to know of a study. */
export interface StudyRef {
  id: string
  patientId: string
  referringPhysicianKey: string
}

export type Decision = { allowed: true } | { allowed: false; reason: string; hide: boolean }

const reading: Action[] = [
  'worklist:read',
  'study:read',
  'image:read',
  'ai:read',
  'report:read',
  'account:own',
]

const byRole: Record<Role, readonly Action[]> = {
  radiologist: [
    ...reading,
    'study:claim',
    'urgency:set',
    'report:draft',
    'report:sign-preliminary',
    'report:sign-final',
    'report:addend',
    'policy:read',
  ],
  resident: [
    ...reading,
    'study:claim',
    'urgency:set',
    'report:draft',
    'report:sign-preliminary',
    'policy:read',
  ],
  referrer: ['referrer:read', 'study:read', 'image:read', 'report:read', 'account:own'],
  'department-head': [...reading, 'turnaround:read', 'policy:read', 'policy:set', 'urgency:set'],
  technologist: [
    'worklist:read',
    'study:read',
    'image:read',
    'image:store',
    'film:digitise',
    'arrival:read',
    'transfer:read',
    'transfer:manage',
    'order:read',
    'order:write',
    'order:match',
    'urgency:set',
    'account:own',
    'study:delete',
    'reconcile:read',
    'reconcile:change',
  ],
  administrator: [
    'worklist:read',
    'arrival:read',
    'turnaround:read',
    'policy:read',
    'peer:manage',
    'user:manage',
    'token:manage',
    'audit:read',
    'demo:load',
    'storage:read',
    'rule:manage',
    'transfer:read',
    'transfer:manage',
    'storage:verify',
    'account:own',
    'study:delete',
    'study:hold',
    'reconcile:read',
    'reconcile:change',
  ],
}

/** What each right of a DICOM peer lets it do; the first one names it in the audit log. */
export const byPeerRight: Record<PeerRight, readonly Action[]> = {
  store: ['image:store'],
  find: ['study:read'],
  retrieve: ['study:read', 'image:read'],
  worklist: ['order:read'],
  mpps: ['step:perform'],
  commitment: ['image:commit'],
}

const byScope: Record<Scope, readonly Action[]> = {
  'dicomweb:read': ['image:read', 'study:read'],
  'dicomweb:store': ['image:store'],
  'dicomweb:delete': ['study:delete'],
  'worklist:read': ['worklist:read', 'ai:read'],
  'orders:read': ['order:read'],
  'orders:write': ['order:read', 'order:write'],
}

/**
 * The one access policy: pages, machine API, DICOMweb, DIMSE and events ask it, and what it does not name is denied.
 * `hide` says that the answer must not even admit that the study exists (404 instead of 403).
 */
export function may(actor: Actor, action: Action, study?: StudyRef): Decision {
  const named = namedActions(actor)
  if (!named.includes(action)) return deny(reasonFor(actor, action), false)
  if (actor.kind === 'user' && actor.mustChangePassword && action !== 'account:own') {
    return deny('Change your first password before you go on.', false)
  }
  if (
    study &&
    actor.kind === 'user' &&
    actor.role === 'referrer' &&
    !isOwnOrder(actor.referringPhysicianKey, study)
  ) {
    return deny('Referring physicians see the studies they ordered.', true)
  }
  return { allowed: true }
}

/** Which studies may appear in a list, a count or an event of this actor at all. */
export type StudyScope =
  { kind: 'all' } | { kind: 'referred-by'; referringPhysicianKey: string } | { kind: 'none' }

export function studyScope(actor: Actor, action: Action): StudyScope {
  if (!may(actor, action).allowed) return { kind: 'none' }
  if (actor.kind !== 'user' || actor.role !== 'referrer') return { kind: 'all' }
  return actor.referringPhysicianKey === ''
    ? { kind: 'none' }
    : { kind: 'referred-by', referringPhysicianKey: actor.referringPhysicianKey }
}

function namedActions(actor: Actor): readonly Action[] {
  switch (actor.kind) {
    case 'user':
      return byRole[actor.role]
    case 'token':
      return actor.scopes.flatMap((scope) => byScope[scope])
    case 'peer':
      return (actor.rights ?? ['store']).flatMap((right) => byPeerRight[right])
    case 'system':
      return ['image:store', 'study:read', 'image:read', 'ai:read']
  }
}

function isOwnOrder(key: string, study: StudyRef): boolean {
  return key !== '' && key === study.referringPhysicianKey
}

function reasonFor(actor: Actor, action: Action): string {
  if (actor.kind === 'user')
    return `Your role does not include "${action}". Ask an administrator if you need it.`
  if (actor.kind === 'token') return `This token has no scope for "${action}".`
  return `"${action}" is not open to this peer.`
}

function deny(reason: string, hide: boolean): Decision {
  return { allowed: false, reason, hide }
}
