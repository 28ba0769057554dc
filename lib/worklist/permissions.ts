import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/may'
import type { WorklistRow } from './worklist-row'
import type { StudyDetail } from './study-detail'

/** What this reader may do with this study here and now: role, state and claim together. */
export function permissions(actor: Actor, row: WorklistRow | null, now: Date): StudyDetail['permissions'] {
  const can = (action: Parameters<typeof may>[1]): boolean => row !== null && may(actor, action).allowed
  const open = row?.state === 'readable' || row?.state === 'claimed' || row?.state === 'preliminary'
  const signed = row?.state === 'final' || row?.state === 'addended'
  const mine = open && row.claim?.mine === true
  const heldByOther = row?.claim != null && !row.claim.mine && new Date(row.claim.expiresAt) > now
  return {
    claim: can('study:claim') && open && !heldByOther,
    takeOver: can('study:claim') && heldByOther && actor.kind === 'user' && actor.role === 'radiologist',
    draft: can('report:draft') && mine,
    signPreliminary: can('report:sign-preliminary') && mine,
    signFinal: can('report:sign-final') && mine,
    addend: can('report:addend') && signed,
    setUrgency: can('urgency:set') && open,
  }
}
