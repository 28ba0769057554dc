import type { Action } from './actions'
import { actorName, type Actor } from './actor'
import { audit } from './audit'

const windowMs = 5 * 60_000
const lastWritten = new Map<string, number>()

/**
 * Audits that an actor looked at a study. The first access is written before the answer leaves; further ones of the
 * same actor, study and action within five minutes belong to it, as PS3.15 A.5.3.4 (DICOM Instances Accessed)
 * records a study and not each of its thousand frames.
 */
export async function auditAccess(
  input: { actor: Actor; action: Action; studyId?: string | undefined; patientId?: string | undefined },
  now = Date.now(),
): Promise<void> {
  const key = `${actorName(input.actor)}|${input.studyId ?? ''}|${input.action}`
  const last = lastWritten.get(key)
  if (last !== undefined && now - last < windowMs) return
  await audit({ ...input, outcome: 'success' })
  lastWritten.set(key, now)
  if (lastWritten.size > 50_000) forgetOld(now)
}

function forgetOld(now: number): void {
  for (const [key, at] of lastWritten) if (now - at >= windowMs) lastWritten.delete(key)
}
