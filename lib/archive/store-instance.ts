import { createReadStream } from 'node:fs'
import { storedIdentity, type StoredIdentity } from '@/lib/db/archive/stored-identity'
import type { NewInstance } from '@/lib/db/archive/new-instance'
import { isDatabaseUnavailable, isRetryable } from '@/lib/db/is-unavailable'
import { foldName } from '@/lib/dicom/fold-name'
import { readInstanceHeader, type InstanceHeader } from '@/lib/dicom/instance-header'
import { readPart10 } from '@/lib/dicom/read-part10'
import type { Part10 } from '@/lib/dicom/parse-part10'
import { AppError } from '@/lib/errors'
import type { StagedBlob } from '@/lib/storage/staged-blob'
import { storage } from '@/lib/storage/storage'
import { cleanHeader } from './clean-header'
import { conflict, isQuarantinedConflict } from './conflicts'
import { AlreadyThere, indexInstance, type Indexed } from './index-instance'
import { packMetadata } from './pack-metadata'
import { quarantine } from './quarantine'
import { applyRejectionNote } from './reconcile/apply-rejection-note'
import { recordRejection } from './reject'
import { isSameDataSet } from './same-data-set'
import { sweepSoon } from './start-sweeping'

export type StoreInput = {
  /** "C-STORE:AE", "STOW-RS:token", "upload:user", "triage:model", "demo" */
  origin: string
  address?: string
  callingAETitle?: string
  expectedStudyInstanceUID?: string | undefined
  /** What the C-STORE request names; the data set must agree (PS3.4 B.2.3). */
  expected?: { SOPClassUID: string; SOPInstanceUID: string }
  now?: Date
  /** Awaited before the object is kept: where several come at once and their order counts. Never rejects. */
  whenTurn?(SOPInstanceUID: string): Promise<void>
} & ({ bytes: Uint8Array } | { file: string } | { staged: StagedBlob })

export interface StoreOutcome {
  status: 'stored' | 'duplicate'
  StudyInstanceUID: string
  SeriesInstanceUID: string
  SOPInstanceUID: string
  SOPClassUID: string
  studyId: string
  /** In words; the object is stored unchanged all the same. */
  warnings: string[]
}

/**
 * The one door: everything that enters the archive enters here. When it resolves, the bytes and their index entry are
 * on the disk. The same object again is a success and stays one copy, also when it comes by another way, with another
 * file header; another object under the same UID is refused and recorded, and the first one is not touched
 * (conformance rule 3).
 *
 * Order: blob to the disk, then the index in one transaction. A crash between the two leaves a blob that nobody knows,
 * which the sweep removes. A staged blob is the door's from here on, whatever the outcome.
 *
 * @throws AppError unprocessable | conflict | too-large | unavailable, with the UIDs that could be read in `detail`
 */
export async function storeInstance(input: StoreInput): Promise<StoreOutcome> {
  let uids: Partial<InstanceHeader> = {}
  try {
    const staged = await stage(input)
    try {
      const part10 = await readPart10((offset, length) => staged.readRange(offset, length), staged.byteLength)
      const raw = readInstanceHeader(part10)
      uids = { SOPInstanceUID: raw.SOPInstanceUID, SOPClassUID: raw.SOPClassUID }
      checkExpectations(input, raw)
      await input.whenTurn?.(raw.SOPInstanceUID)
      return await keep(input, { staged, part10, raw })
    } finally {
      await staged.discard()
    }
  } catch (error) {
    throw await refuse(input, error, uids)
  }
}

async function stage(input: StoreInput): Promise<StagedBlob> {
  if ('staged' in input) return input.staged
  const store = await storage()
  return store.stage('bytes' in input ? input.bytes : createReadStream(input.file))
}

function checkExpectations(input: StoreInput, header: InstanceHeader): void {
  const { expectedStudyInstanceUID, expected } = input
  if (expectedStudyInstanceUID !== undefined && expectedStudyInstanceUID !== header.StudyInstanceUID) {
    throw conflict('other-study')
  }
  if (!expected) return
  if (expected.SOPClassUID !== header.SOPClassUID || expected.SOPInstanceUID !== header.SOPInstanceUID) {
    throw new AppError(
      'unprocessable',
      'The object is not the one that the request names (SOP UIDs differ).',
      {
        detail: { reason: 'sop-mismatch' },
      },
    )
  }
}

interface Opened {
  staged: StagedBlob
  part10: Part10
  raw: InstanceHeader
}

async function keep(input: StoreInput, { staged, part10, raw }: Opened): Promise<StoreOutcome> {
  const { header, warnings } = cleanHeader(raw)
  const store = await storage()
  const instance: NewInstance = {
    header,
    nameKey: foldName(header.PatientName),
    referringPhysicianKey: foldName(header.ReferringPhysicianName),
    synthetic: header.InstitutionName === 'WETREAD SYNTHETIC',
    blobName: staged.blobName,
    byteLength: staged.byteLength,
    sha256: Uint8Array.from(staged.sha256),
    metadata: packMetadata(store, part10.json),
    origin: input.origin,
    receivedAt: input.now ?? new Date(),
  }
  await staged.commit()
  const indexed = await indexOrSay(input, instance)
  if (!indexed.isNew) await mergeWithStored(input, instance)
  if (indexed.isNew) warnings.push(...(await applyRejectionNote(part10.json, input.origin)))
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, SOPClassUID } = header
  return {
    status: indexed.isNew ? 'stored' : 'duplicate',
    ...{ StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, SOPClassUID },
    studyId: indexed.studyId,
    warnings,
  }
}

async function indexOrSay(input: StoreInput, instance: NewInstance): Promise<Indexed> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await indexInstance(instance)
    } catch (error) {
      if (isRetryable(error) && attempt < 5) continue
      if (error instanceof AlreadyThere) return { studyId: error.studyId, isNew: false }
      const studyId = await whereItIs(instance, error)
      if (studyId) return { studyId, isNew: false }
      throw await letGo(input, instance, error)
    }
  }
}

/** One copy is enough of the same object; another object under the UID is a conflict. */
async function mergeWithStored(input: StoreInput, instance: NewInstance): Promise<void> {
  try {
    await requireSame(instance)
  } catch (error) {
    throw await letGo(input, instance, error)
  }
  await removeBlob(instance)
}

/**
 * What becomes of bytes that are on the disk and were not indexed. Where they contradict what is stored, the quarantine
 * takes them. Else they are removed, but only when the database has said that no row refers to them: when its answer
 * was lost the row may be there, and they stay for the sweep to judge (conformance 4.2, the lesson of server Q).
 * @returns what the sender is told
 */
async function letGo(input: StoreInput, instance: NewInstance, error: unknown): Promise<unknown> {
  if (!(error instanceof AppError)) {
    sweepSoon()
    return error
  }
  const { reason } = error.detail
  if (error.code !== 'conflict' || !isQuarantinedConflict(reason)) {
    await removeBlob(instance)
    return error
  }
  try {
    const { address = '', callingAETitle = '' } = input
    const kept = await quarantine(instance, { conflict: reason, address, callingAETitle })
    if (!kept.isKept) await removeBlob(instance)
    return kept.error
  } catch (cause) {
    sweepSoon()
    return cause
  }
}

/** An object that was moved by a person since it came the first time: sent again it is still the same one. */
async function whereItIs(instance: NewInstance, error: unknown): Promise<string | null> {
  if (!(error instanceof AppError) || !isQuarantinedConflict(error.detail.reason)) return null
  const stored = await storedIdentity(instance.header.SOPInstanceUID)
  return stored && (await isSameObject(instance, stored)) ? stored.studyId : null
}

async function removeBlob({ blobName }: NewInstance): Promise<void> {
  await (await storage()).remove(blobName)
}

/** @throws AppError conflict when what is stored under the UID is another object or stands elsewhere */
async function requireSame(instance: NewInstance): Promise<void> {
  const { header } = instance
  const stored = await storedIdentity(header.SOPInstanceUID)
  if (!stored) throw new AppError('unavailable', 'The archive is changing this object. Send it again.')
  if (await isSameObject(instance, stored)) return
  const { StudyInstanceUID, SeriesInstanceUID } = header
  if (stored.StudyInstanceUID !== StudyInstanceUID || stored.SeriesInstanceUID !== SeriesInstanceUID) {
    throw conflict('other-place')
  }
  throw conflict('other-bytes')
}

/** As received: where what is served names another patient by now, the original is compared. */
async function isSameObject(
  { sha256, blobName, byteLength }: NewInstance,
  stored: StoredIdentity,
): Promise<boolean> {
  if (Buffer.from(stored.sha256).equals(sha256)) return true
  return isSameDataSet({ blobName, byteLength }, stored)
}

async function refuse(input: StoreInput, error: unknown, uids: Partial<InstanceHeader>): Promise<AppError> {
  const refusal = asAppError(error, uids)
  if (refusal.code !== 'unavailable' && refusal.code !== 'internal') {
    await recordRejection({
      origin: input.origin,
      address: input.address ?? '',
      callingAETitle: input.callingAETitle ?? '',
      SOPInstanceUID: typeof refusal.detail.SOPInstanceUID === 'string' ? refusal.detail.SOPInstanceUID : '',
      code: refusal.code,
      reason: refusal.message,
    })
  }
  return refusal
}

function asAppError(error: unknown, uids: Partial<InstanceHeader>): AppError {
  if (error instanceof AppError) {
    const detail = { ...uids, ...error.detail }
    return new AppError(error.code, error.message, { cause: error.cause, detail })
  }
  if (isDatabaseUnavailable(error)) {
    return new AppError('unavailable', 'The database is away for a moment. Send it again.', {
      cause: error,
      detail: uids,
    })
  }
  return new AppError('internal', 'The object could not be stored: a fault of ours. Send it again.', {
    cause: error,
    detail: uids,
  })
}
