import type { PeerRight } from '@/lib/access/peer-rights'
import type { Role } from '@/lib/access/roles'

/** Shapes of `/api/admin/*` as the browser sees them; app/(admin)/admin/answers-agree.ts holds them to the server's. */
export interface UserListing {
  id: string
  username: string
  displayName: string
  role: Role
  mustChangePassword: boolean
  lockedUntil: string | null
  disabledAt: string | null
  ReferringPhysicianName: string
  createdAt: string
}

/** `PATCH /api/admin/users/:id` */
export interface UserChange {
  displayName?: string
  role?: Role
  disabled?: boolean
  unlock?: boolean
  resetPassword?: boolean
  ReferringPhysicianName?: string
}

export interface PeerListing extends PeerChange {
  id: string
  aeTitle: string
  lastSeenAt: string | null
  lastRejectedAt: string | null
  /** In words, of the last thing that was refused to it. */
  lastRejection: string
  createdAt: string
}

/** `PUT /api/admin/peers/:id` */
export interface PeerChange {
  address: string
  rights: PeerRight[]
  host: string
  port: number | null
  tls: boolean
  fingerprint: string
  note: string
}

export interface TokenListing {
  id: string
  name: string
  scopes: string[]
  createdAt: string
  expiresAt: string
  revokedAt: string | null
  lastUsedAt: string | null
}

export interface AuditListing {
  id: string
  at: string
  actor: string
  role: string
  action: string
  outcome: string
  studyId: string | null
  patientId: string | null
  address: string
  detail: unknown
}

export interface DemoAccount {
  role: Role
  username: string
  password: string
}

export type StorageFault = 'missing' | 'damaged' | 'other-bytes'

export interface StoragePassListing {
  id: string
  startedAt: string
  endedAt: string | null
  examined: number
  bytes: number
  problems: number
  proof: string
}

/** `GET /api/admin/storage` */
export interface SavingsAnswer {
  reencode: { codec: string; afterDays: number } | null
  price: { perTerabyteMonth: number; currency: string } | null
  months: { month: string; instances: number; savedBytes: number }[]
  savedBytes: number
  savedPerMonth: number | null
}

/** `GET /api/admin/storage/integrity` */
export interface IntegrityAnswer {
  passes: StoragePassListing[]
  problems: { SOPInstanceUID: string; problem: StorageFault; foundAt: string }[]
}
