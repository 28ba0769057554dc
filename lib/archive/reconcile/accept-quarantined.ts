import { z } from 'zod'
import { insertChange, setChangeDetail } from '@/lib/db/archive/reconcile/changes'
import { moveToDeleted } from '@/lib/db/archive/reconcile/deleted-instances'
import { insertAlias, removeAliases } from '@/lib/db/archive/reconcile/identity-aliases'
import { lockStudyRow } from '@/lib/db/archive/reconcile/lock-study'
import type { NewInstance } from '@/lib/db/archive/new-instance'
import { placeOfInstance, placeOfSeries, takeOutAgain } from '@/lib/db/archive/reconcile/places'
import {
  decideQuarantined,
  lockOpenQuarantined,
  quarantinedOfChange,
  type QuarantinedRow,
} from '@/lib/db/archive/reconcile/quarantined'
import { patientRow } from '@/lib/db/archive/reconcile/patient-rows'
import { recountStudy } from '@/lib/db/archive/reconcile/recount-study'
import { studyRef } from '@/lib/db/archive/study-ref'
import { transaction, type Tx } from '@/lib/db/client'
import { foldName } from '@/lib/dicom/fold-name'
import { readInstanceHeader } from '@/lib/dicom/instance-header'
import { readPart10 } from '@/lib/dicom/read-part10'
import { newUid } from '@/lib/dicom/uid'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { cleanHeader } from '../clean-header'
import { AlreadyThere, indexCarefully } from '../index-instance'
import { packMetadata } from '../pack-metadata'
import { changeHeader, undoUntil, type ChangeBy } from './change'
import { afterChange } from './change-study'
import { lockKeys } from './identity'
import { refuseUnderHold } from './legal-hold'
import { undoDeletion } from './undo-deletion'

const detailSchema = z.object({
  accepted: z.array(z.object({ quarantineId: z.uuid(), instanceUID: z.string(), studyId: z.uuid() })),
})

export interface AcceptInput extends ChangeBy {
  ids: readonly string[]
  /**
   * stored: into the study, or in the place, of what they contradict; what stands under the same UID is deleted for it.
   * new: as a study of their own, of the patient whom they name, under new UIDs.
   */
  as: 'stored' | 'new'
}

/**
 * Lets quarantined objects in. Their bytes are kept as they came; what is served says which study and patient they
 * belong to now, with what was changed in the Original Attributes Sequence (coerceStudy).
 * @throws AppError not-found when somebody else has decided meanwhile | conflict
 */
export async function acceptQuarantined(
  input: AcceptInput,
): Promise<{ changeId: string; studyIds: string[] }> {
  const header = changeHeader(input)
  const { now = new Date() } = input
  const kind = input.as === 'new' ? 'accept-as-new' : 'accept'
  return transaction(async (tx) => {
    const rows = await lockOpenQuarantined(tx, input.ids)
    if (rows.length === 0) throw new AppError('not-found', 'These objects have been decided on already.')
    await lockKeys(tx, await keysOf(tx, rows, input.as))
    // What is replaced can be had back for as long as anything that is deleted.
    const changeId = await insertChange(tx, { kind, ...header, detail: {}, undoUntil: undoUntil(now) })
    const uids = renamer()
    const accepted: { quarantineId: string; instanceUID: string; studyId: string }[] = []
    for (const row of rows) {
      const instance = await asInstance(row)
      const placed =
        input.as === 'new' ? renamed(instance, uids) : await inStoredPlace(tx, row, instance, changeId)
      const studyId = await index(tx, placed)
      if (input.as === 'stored' && row.conflict === 'other-patient') {
        const { PatientID, IssuerOfPatientID, PatientName, PatientBirthDate } = row
        const alias = { PatientID, IssuerOfPatientID, PatientName, PatientBirthDate }
        await insertAlias(tx, { ...alias, studyId, patientId: null, changeId })
      }
      await decideQuarantined(tx, row.id, { state: 'accepted', changeId, blobName: null })
      accepted.push({ quarantineId: row.id, instanceUID: placed.header.SOPInstanceUID, studyId })
    }
    await setChangeDetail(tx, changeId, { accepted })
    const studyIds = [...new Set(accepted.map(({ studyId }) => studyId))]
    await afterChange(tx, { kind, changeId, studyIds }, input)
    return { changeId, studyIds }
  })
}

/** Patient keys come before studies in the order of locks, so those of all objects are taken first. */
async function keysOf(tx: Tx, rows: readonly QuarantinedRow[], as: AcceptInput['as']): Promise<PatientKey[]> {
  const keys = new Map<string, PatientKey>()
  for (const row of rows) {
    const place =
      as === 'stored'
        ? ((await placeOfInstance(tx, row.SOPInstanceUID)) ??
          (await placeOfSeries(tx, row.SeriesInstanceUID)))
        : null
    const ref = as === 'stored' ? await studyRef(place?.StudyInstanceUID ?? row.StudyInstanceUID) : null
    const { PatientID, IssuerOfPatientID } = (ref && (await patientRow(tx, ref.patientId))) ?? row
    keys.set(`${PatientID}\\${IssuerOfPatientID}`, { PatientID, IssuerOfPatientID })
  }
  return [...keys.values()]
}

type PatientKey = Parameters<typeof lockKeys>[1][number]

async function index(tx: Tx, instance: NewInstance): Promise<string> {
  try {
    return (await indexCarefully(tx, instance)).studyId
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error
    throw new AppError('conflict', 'Another object stands under this UID by now: take it as a new study.', {
      cause: error,
    })
  }
}

async function asInstance(row: QuarantinedRow): Promise<NewInstance> {
  const { blobName } = row
  if (blobName === null) throw new AppError('gone', 'The bytes of this object are removed.')
  const store = await storage()
  const part10 = await readPart10(
    (offset, length) => store.readRange(blobName, offset, length),
    Number(row.byteLength),
  )
  const { header } = cleanHeader(readInstanceHeader(part10))
  return {
    header,
    nameKey: foldName(header.PatientName),
    referringPhysicianKey: foldName(header.ReferringPhysicianName),
    synthetic: header.InstitutionName === 'WETREAD SYNTHETIC',
    blobName,
    byteLength: Number(row.byteLength),
    sha256: Uint8Array.from(row.sha256),
    metadata: packMetadata(store, part10.json),
    origin: row.origin,
    receivedAt: new Date(),
  }
}

/** One new UID for each old one, so that a series stays a series. */
function renamer(): (uid: string) => string {
  const made = new Map<string, string>()
  return (uid) => {
    const known = made.get(uid) ?? newUid()
    made.set(uid, known)
    return known
  }
}

function renamed(instance: NewInstance, uids: (uid: string) => string): NewInstance {
  const { header } = instance
  return {
    ...instance,
    header: {
      ...header,
      StudyInstanceUID: uids(`${header.StudyInstanceUID} ${header.PatientID} ${instance.nameKey}`),
      SeriesInstanceUID: uids(`${header.SeriesInstanceUID} ${header.PatientID} ${instance.nameKey}`),
      SOPInstanceUID: newUid(),
    },
  }
}

/** Where the contradiction lies decides where "the stored place" is. */
async function inStoredPlace(
  tx: Tx,
  row: QuarantinedRow,
  instance: NewInstance,
  changeId: string,
): Promise<NewInstance> {
  const { header } = instance
  const stored = await placeOfInstance(tx, header.SOPInstanceUID)
  const series = stored ?? (await placeOfSeries(tx, header.SeriesInstanceUID))
  const StudyInstanceUID = series?.StudyInstanceUID ?? header.StudyInstanceUID
  const SeriesInstanceUID = series?.SeriesInstanceUID ?? header.SeriesInstanceUID
  const study = await lockStudyRow(tx, { StudyInstanceUID })
  if (stored && study) {
    await refuseUnderHold(tx, study.id)
    await moveToDeleted(tx, { studyId: study.id, SOPInstanceUIDs: [header.SOPInstanceUID] }, changeId)
    await recountStudy(tx, study.id)
  }
  const ref = study ? await studyRef({ studyId: study.id }) : null
  const patient = ref ? await patientRow(tx, ref.patientId) : null
  if (!patient) return { ...instance, header: { ...header, StudyInstanceUID, SeriesInstanceUID } }
  const { PatientID, IssuerOfPatientID, PatientName, PatientBirthDate, PatientSex, nameKey } = patient
  const identity = { PatientID, IssuerOfPatientID, PatientName, PatientBirthDate, PatientSex }
  const isUnknown = PatientID === ''
  return {
    ...instance,
    nameKey,
    header: {
      ...header,
      StudyInstanceUID,
      SeriesInstanceUID,
      ...identity,
      ...(isUnknown ? { IssuerOfPatientID: '' } : {}),
    },
  }
}

/** The objects are in quarantine again, and what they had replaced is back. */
export async function undoAccept(
  tx: Tx,
  change: { id: string; detail: unknown },
  by: ChangeBy,
): Promise<string[]> {
  const { accepted } = detailSchema.parse(change.detail)
  const rows = new Map((await quarantinedOfChange(tx, change.id)).map((row) => [row.id, row]))
  const studyIds = [...new Set(accepted.map(({ studyId }) => studyId))].sort()
  for (const studyId of studyIds) await lockStudyRow(tx, { studyId })
  for (const { quarantineId, instanceUID, studyId } of accepted) {
    if (!rows.has(quarantineId)) continue
    const blobName = await takeOutAgain(tx, instanceUID, studyId)
    if (blobName === null) {
      throw new AppError('conflict', 'An object was deleted or moved since it was accepted. Undo that first.')
    }
    await decideQuarantined(tx, quarantineId, { state: 'open', changeId: null, blobName })
  }
  for (const studyId of studyIds) await recountStudy(tx, studyId)
  await undoDeletion(tx, change.id)
  await removeAliases(tx, change.id)
  await afterChange(tx, { kind: 'accept', isUndo: true, changeId: change.id, studyIds }, by)
  return studyIds
}
