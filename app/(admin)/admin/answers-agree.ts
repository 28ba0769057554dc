import type * as audit from '@/lib/access/audit-listing'
import type * as peers from '@/lib/access/peers'
import type * as tokens from '@/lib/access/service-tokens'
import type * as users from '@/lib/access/users'
import type * as savings from '@/lib/archive/packing/storage-savings'
import type * as storage from '@/lib/archive/storage-report'
import type * as demo from '@/lib/demo/demo-accounts'
import type * as seen from '../../_components/admin/answers'

type Agrees<Sent extends Expected, Expected> = Sent

/** Compiles only while the server sends what the browser expects. */
export type AnswersAgree = [
  Agrees<users.UserListing, seen.UserListing>,
  Agrees<seen.UserChange, users.UserChangeInput>,
  Agrees<peers.PeerListing, seen.PeerListing>,
  Agrees<tokens.TokenListing, seen.TokenListing>,
  Agrees<audit.AuditListing, seen.AuditListing>,
  Agrees<demo.DemoAccount, seen.DemoAccount>,
  Agrees<storage.StorageReport, seen.IntegrityAnswer>,
  Agrees<savings.StorageSavings, seen.SavingsAnswer>,
]
