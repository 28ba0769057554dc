import { audit } from '@/lib/access/audit'
import { part10Header } from '@/lib/dicom/part10-header'
import type { IncomingObject, ObjectSink, StoreSession } from '@/lib/dimse/handlers'
import { log } from '@/lib/log'
import { storage } from '@/lib/storage/storage'
import { storeInstance } from './store-instance'

/** What a peer sends over one association: each object through the one door, one audit event a study. */
export function peerSession({ aeTitle, address }: { aeTitle: string; address: string }): StoreSession {
  const stored = new Map<string, { objects: number; duplicates: number }>()

  async function receive(object: IncomingObject): Promise<ObjectSink> {
    const writing = await (await storage()).beginWrite()
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
        const { studyId, status } = await storeInstance({
          staged: await writing.finish(),
          origin: `C-STORE:${aeTitle}`,
          address,
          callingAETitle: aeTitle,
          expected: object,
        })
        const counts = stored.get(studyId) ?? { objects: 0, duplicates: 0 }
        if (status === 'stored') counts.objects += 1
        else counts.duplicates += 1
        stored.set(studyId, counts)
      },
    }
  }

  async function closed(): Promise<void> {
    for (const [studyId, counts] of stored) {
      try {
        await audit({
          actor: { kind: 'peer', aeTitle, address },
          action: 'image:store',
          outcome: 'success',
          studyId,
          detail: counts,
        })
      } catch (error) {
        log.error(
          { err: error, studyId, aeTitle },
          'audit event of a C-STORE association could not be written',
        )
      }
    }
  }

  return { receive, closed }
}
