import { audit } from '@/lib/access/audit'
import type { AssociatedPeer, PeerService } from '@/lib/archive/peer-handlers'
import { transaction } from '@/lib/db/client'
import { insertCommitment, setCommitment } from '@/lib/db/orders/commitments'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { itemsOf, textOf } from '@/lib/dicom/json-values'
import { isUid } from '@/lib/dicom/uid'
import type { ActionRequest } from '@/lib/dimse/handlers'
import { log } from '@/lib/log'
import { enqueue } from '@/lib/queue/enqueue'
import { eventOf, judgeCommitment, type ReferencedObject } from './judge-commitment'
import { refusal, status } from './performed-attributes'

export const StorageCommitmentPush = '1.2.840.10008.1.20.1'
export const StorageCommitmentPushInstance = '1.2.840.10008.1.20.1.1'
const noSuchAction = 0x0123

/** So long the association that asked has for the answer; then it is brought to the peer. */
const sameAssociationMs = 20_000

/**
 * Storage Commitment Push (PS3.4 J.3): the request is kept with a job before it is answered, judged, and reported over
 * the same association where that still stands, else by the job over one of our own.
 */
export function commitmentService(ourAETitle: string): PeerService {
  return {
    right: 'commitment',
    of: (peer) => ({
      action: { [StorageCommitmentPush]: (request: ActionRequest) => take(request, peer, ourAETitle) },
    }),
  }
}

async function take(request: ActionRequest, peer: AssociatedPeer, ourAETitle: string): Promise<null> {
  if (request.SOPInstanceUID !== StorageCommitmentPushInstance) {
    throw refusal(status.noSuchSOPInstance, 'This service has one well-known instance')
  }
  if (request.ActionTypeID !== 1) throw refusal(noSuchAction, 'The one action is 1')
  const { TransactionUID, objects } = readRequest(request.information)
  const id = await transaction(async (tx) => {
    const row = await insertCommitment(tx, {
      TransactionUID,
      callingAETitle: peer.aeTitle,
      ReferencedSOPSequence: objects.map((object) => ({ ...object })),
    })
    const runAt = new Date(Date.now() + sameAssociationMs)
    await enqueue(tx, 'report-commitment', { commitmentId: row.id }, { jobKey: jobKeyOf(row.id), runAt })
    const detail = { what: 'commitment', objects: objects.length }
    await audit({ actor: peer, action: 'image:commit', outcome: 'success', detail }, tx)
    return row.id
  })
  // Not awaited: the report may only follow the response to this request.
  void reportHere({ id, request, TransactionUID, objects, ourAETitle }).catch((error: unknown) =>
    log.info({ err: error, aeTitle: peer.aeTitle }, 'commitment is reported over an association of our own'),
  )
  return null
}

interface Report {
  id: string
  request: ActionRequest
  TransactionUID: string
  objects: readonly ReferencedObject[]
  ourAETitle: string
}

async function reportHere({ id, request, TransactionUID, objects, ourAETitle }: Report): Promise<void> {
  try {
    const verdict = await judgeCommitment(objects)
    const answered = await request.eventReport({
      SOPClassUID: StorageCommitmentPush,
      SOPInstanceUID: StorageCommitmentPushInstance,
      ...eventOf(verdict, { TransactionUID, ourAETitle }),
    })
    if (answered !== 0) throw refusal(answered, 'The peer did not take the report')
    await setCommitment(id, {
      state: 'reported',
      committed: verdict.committed.length,
      failed: verdict.failed.length,
      reportedAt: new Date(),
    })
  } catch (error) {
    await transaction((tx) =>
      enqueue(tx, 'report-commitment', { commitmentId: id }, { jobKey: jobKeyOf(id) }),
    )
    throw error
  }
}

function jobKeyOf(id: string): string {
  return `report-commitment:${id}`
}

/** @throws AppError with 0120 or 0121 */
function readRequest(information: DicomJson): { TransactionUID: string; objects: ReferencedObject[] } {
  const TransactionUID = textOf(information, 'TransactionUID')
  if (!isUid(TransactionUID)) throw refusal(status.missingAttribute, 'Missing: TransactionUID')
  const objects = itemsOf(information, 'ReferencedSOPSequence').map((item) => ({
    ReferencedSOPClassUID: textOf(item, 'ReferencedSOPClassUID'),
    ReferencedSOPInstanceUID: textOf(item, 'ReferencedSOPInstanceUID'),
  }))
  if (objects.length === 0) throw refusal(status.missingAttribute, 'Missing: ReferencedSOPSequence')
  if (
    !objects.every((object) => isUid(object.ReferencedSOPInstanceUID) && isUid(object.ReferencedSOPClassUID))
  ) {
    throw refusal(status.missingAttributeValue, 'An item of ReferencedSOPSequence has no UID')
  }
  return { TransactionUID, objects }
}
