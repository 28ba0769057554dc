import { audit } from '@/lib/access/audit'
import { part10Header } from '@/lib/dicom/part10-header'
import type { IncomingObject, ObjectSink, ObjectVerdict, PeerSession } from '@/lib/dimse/handlers'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { storage } from '@/lib/storage/storage'
import { storeInstance, type StoreInput, type StoreOutcome } from './store-instance'

interface Counts {
  objects: number
  duplicates: number
}

/**
 * What a peer sends over one association: each object through the one door. A study is audited with its first object,
 * before that object is acknowledged, so that a process which dies has not kept silent about it; what follows over the
 * same association is counted in a second event at the end.
 */
export function peerSession({ aeTitle, address }: { aeTitle: string; address: string }): PeerSession {
  /** By study, what no audit event tells of yet. */
  const untold = new Map<string, Counts>()

  async function receive(object: IncomingObject): Promise<ObjectSink> {
    const writing = (await storage()).beginWrite()
    try {
      await writing.write(part10Header({ ...object, SourceApplicationEntityTitle: aeTitle }))
    } catch (error) {
      await writing.abort()
      throw error
    }
    return {
      write: (bytes) => writing.write(bytes),
      abort: () => writing.abort(),
      finish: async () => {
        const outcome = await storeOrSetAside({
          staged: await writing.finish(),
          origin: `C-STORE:${aeTitle}`,
          address,
          callingAETitle: aeTitle,
          expected: object,
        })
        if ('warning' in outcome) return outcome
        const { studyId, status } = outcome
        const counts = untold.get(studyId)
        const { objects, duplicates } = counts ?? { objects: 0, duplicates: 0 }
        const more =
          status === 'stored' ? { objects: objects + 1, duplicates } : { objects, duplicates: duplicates + 1 }
        untold.set(studyId, more)
        if (!counts) await tell(studyId, more)
        return null
      },
    }
  }

  /** The object is stored: an audit event that cannot be written now stays counted until the end. */
  async function tell(studyId: string, counts: Counts): Promise<void> {
    try {
      await audit({
        actor: { kind: 'peer', aeTitle, address },
        action: 'image:store',
        outcome: 'success',
        studyId,
        detail: { ...counts },
      })
      untold.set(studyId, { objects: 0, duplicates: 0 })
    } catch (error) {
      log.error({ err: error, studyId, aeTitle }, 'audit event of a C-STORE association could not be written')
    }
  }

  async function closed(): Promise<void> {
    for (const [studyId, counts] of untold) {
      if (counts.objects + counts.duplicates > 0) await tell(studyId, counts)
    }
  }

  return { receive, closed }
}

/**
 * What is kept in quarantine is not refused: the sender has done its part and would only send it again (B000, coercion
 * of data elements, is the warning that fits best: PS3.4 table B.2-1).
 */
async function storeOrSetAside(input: StoreInput): Promise<StoreOutcome | ObjectVerdict> {
  try {
    return await storeInstance(input)
  } catch (error) {
    if (!(error instanceof AppError) || error.detail.quarantined !== true) throw error
    return { warning: 0xb000, comment: error.message }
  }
}
