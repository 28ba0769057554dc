import type { PeerRight } from './peer-rights'
import type { Role } from './roles'
import type { Scope } from './scopes'

/** Who asks: a person with a session, a machine with a token, a DICOM peer, or Wetread itself. */
export type Actor =
  | {
      kind: 'user'
      userId: string
      sessionId: string
      username: string
      displayName: string
      role: Role
      /** Folded PN of a referring physician; '' for everybody else. */
      referringPhysicianKey: string
      mustChangePassword: boolean
      address: string
    }
  | { kind: 'token'; tokenId: string; name: string; scopes: Scope[]; address: string }
  /** `rights`: of its row on the list; without them it may only send. */
  | { kind: 'peer'; aeTitle: string; address: string; rights?: readonly PeerRight[] }
  | { kind: 'system'; name: string; address: string }

/** The form in which audit rows and `instance.origin` name an actor; never a person's name. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user:${actor.userId}`
    case 'token':
      return `token:${actor.tokenId}`
    case 'peer':
      return `peer:${actor.aeTitle}`
    case 'system':
      return `system:${actor.name}`
  }
}
