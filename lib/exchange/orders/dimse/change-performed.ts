import { audit } from '@/lib/access/audit'
import { packMetadata, unpackMetadata } from '@/lib/archive/pack-metadata'
import type { AssociatedPeer } from '@/lib/archive/peer-handlers'
import { transaction, type Tx } from '@/lib/db/client'
import { lockPerformed, replaceInstances, updatePerformed } from '@/lib/db/orders/performed'
import { studyIdOf } from '@/lib/db/orders/study-arrival'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { itemsOf, textOf } from '@/lib/dicom/json-values'
import { publish } from '@/lib/live/publish'
import { enqueue } from '@/lib/queue/enqueue'
import { storage } from '@/lib/storage/storage'
import { refreshOrder } from '../refresh-order'
import { performedInstances, refusal, status, withModifications } from './performed-attributes'

export interface ChangePerformed {
  SOPInstanceUID: string
  modifications: DicomJson
  peer: AssociatedPeer
  now?: Date
}

/**
 * A scanner says more of an examination, or ends it. At the end the study is settled at once when all its images are
 * here; else it waits for them (lib/reading/wait-for-images).
 * @throws AppError with 0112 for an unknown instance, 0110 for one that has ended, 0106, 0120 or 0121 for attributes
 */
export async function changePerformed(input: ChangePerformed): Promise<null> {
  const { SOPInstanceUID, modifications, peer, now = new Date() } = input
  const store = await storage()
  await transaction(async (tx) => {
    const before = await lockPerformed(tx, SOPInstanceUID)
    if (!before) throw refusal(status.noSuchSOPInstance, 'There is no such step')
    if (before.PerformedProcedureStepStatus !== 'IN PROGRESS') {
      throw refusal(status.processingFailure, 'Performed Procedure Step may no longer be updated')
    }
    const after = withModifications(unpackMetadata(store, before.attributes), modifications)
    const hasEnded = after.status !== 'IN PROGRESS'
    await updatePerformed(tx, before.id, {
      PerformedProcedureStepStatus: after.status,
      discontinuationReason: discontinuationReason(after.attributes),
      attributes: packMetadata(store, after.attributes),
      endedAt: hasEnded ? now : null,
    })
    await replaceInstances(tx, before.id, performedInstances(after.attributes))
    const orderIds = new Set(before.scheduled.map(({ scheduled }) => scheduled.orderId))
    for (const orderId of orderIds) await refreshOrder(tx, orderId)
    if (hasEnded) await settle(tx, before.StudyInstanceUID)
    const detail = { what: 'changed', status: after.status }
    await audit({ actor: peer, action: 'step:perform', outcome: 'success', detail }, tx)
  })
  return null
}

/** The study's job runs now: it decides whether all is here. Images that come later start it themselves. */
async function settle(tx: Tx, StudyInstanceUID: string): Promise<void> {
  const studyId = await studyIdOf(tx, StudyInstanceUID)
  if (studyId === null) return
  await enqueue(tx, 'study-stable', { studyId }, { jobKey: `study-stable:${studyId}` })
  await publish(tx, { studyId, change: 'received' })
}

function discontinuationReason(attributes: DicomJson): string {
  const [code = {}] = itemsOf(attributes, 'PerformedProcedureStepDiscontinuationReasonCodeSequence')
  return textOf(code, 'CodeMeaning') || textOf(code, 'CodeValue')
}
