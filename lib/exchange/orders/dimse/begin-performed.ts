import { audit } from '@/lib/access/audit'
import type { AssociatedPeer } from '@/lib/archive/peer-handlers'
import { packMetadata } from '@/lib/archive/pack-metadata'
import { recordRejection } from '@/lib/archive/reject'
import { transaction, type Tx } from '@/lib/db/client'
import { insertPerformed, replaceInstances } from '@/lib/db/orders/performed'
import { stepsNamed } from '@/lib/db/orders/steps'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { itemsOf, textOf } from '@/lib/dicom/json-values'
import { isUid, newUid } from '@/lib/dicom/uid'
import { isOtherPatient } from '@/lib/reading/match-order'
import { storage } from '@/lib/storage/storage'
import { refreshOrder } from '../refresh-order'
import { performedInstances, refusal, requireStart, status } from './performed-attributes'

export interface BeginPerformed {
  SOPInstanceUID: string
  attributes: DicomJson
  peer: AssociatedPeer
}

/**
 * A scanner begins an examination: the scheduled steps that it names go on, unless they are another patient's, of
 * which the technologist is told.
 * @throws AppError with 0111 for an instance that exists, 0106, 0120 or 0121 for attributes
 */
export async function beginPerformed({
  SOPInstanceUID: given,
  attributes,
  peer,
}: BeginPerformed): Promise<{ SOPInstanceUID: string }> {
  requireStart(attributes)
  if (given !== '' && !isUid(given)) throw refusal(0x0117, 'The SOP Instance UID is no UID')
  const SOPInstanceUID = given || newUid()
  const [scheduledItem = {}] = itemsOf(attributes, 'ScheduledStepAttributesSequence')
  const sealed = packMetadata(await storage(), attributes)
  const hasStranger = await transaction(async (tx) => {
    const { steps, strangers } = await scheduledSteps(tx, attributes)
    const id = await insertPerformed(tx, {
      SOPInstanceUID,
      PerformedProcedureStepStatus: 'IN PROGRESS',
      PerformedProcedureStepID: textOf(attributes, 'PerformedProcedureStepID'),
      PerformedStationAETitle: textOf(attributes, 'PerformedStationAETitle'),
      Modality: textOf(attributes, 'Modality'),
      callingAETitle: peer.aeTitle,
      StudyInstanceUID: textOf(scheduledItem, 'StudyInstanceUID'),
      attributes: sealed,
      scheduledIds: steps.map((step) => step.id),
    })
    if (id === null) throw refusal(status.duplicateSOPInstance, 'This step exists already')
    await replaceInstances(tx, id, performedInstances(attributes))
    for (const orderId of new Set(steps.map((step) => step.orderId))) await refreshOrder(tx, orderId)
    const detail = { what: 'begun', steps: steps.length }
    await audit({ actor: peer, action: 'step:perform', outcome: 'success', detail }, tx)
    return strangers > 0
  })
  if (hasStranger) {
    await recordRejection({
      origin: `MPPS:${peer.aeTitle}`,
      address: peer.address,
      callingAETitle: peer.aeTitle,
      SOPInstanceUID,
      code: 'conflict',
      reason:
        'The scanner has begun a scheduled step under another patient than its order names. Check the patient at the scanner.',
    })
  }
  return { SOPInstanceUID }
}

/** The steps that a scanner means, and how many of those it names are another patient's. */
async function scheduledSteps(tx: Tx, attributes: DicomJson) {
  const patient = {
    PatientID: textOf(attributes, 'PatientID'),
    IssuerOfPatientID: textOf(attributes, 'IssuerOfPatientID'),
    PatientName: textOf(attributes, 'PatientName'),
    PatientBirthDate: textOf(attributes, 'PatientBirthDate'),
  }
  const steps = new Map<string, { id: string; orderId: string }>()
  let strangers = 0
  for (const item of itemsOf(attributes, 'ScheduledStepAttributesSequence')) {
    const ScheduledProcedureStepID = textOf(item, 'ScheduledProcedureStepID')
    if (ScheduledProcedureStepID === '') continue
    const named = await stepsNamed(tx, {
      ScheduledProcedureStepID,
      AccessionNumber: textOf(item, 'AccessionNumber'),
      StudyInstanceUID: textOf(item, 'StudyInstanceUID'),
    })
    for (const step of named) {
      if (isOtherPatient(step.order, patient)) strangers += 1
      else steps.set(step.id, step)
    }
  }
  return { steps: [...steps.values()], strangers }
}
