import {
  coercibleInstances,
  growRevision,
  serveOther,
  studyIdentity,
  type KeptFile,
} from '@/lib/db/archive/reconcile/coercible'
import { lockStudyRow } from '@/lib/db/archive/reconcile/lock-study'
import { transaction } from '@/lib/db/client'
import { coercePart10 } from '@/lib/dicom/coerce-part10'
import { textOf } from '@/lib/dicom/json-values'
import { readPart10 } from '@/lib/dicom/read-part10'
import type { Part10 } from '@/lib/dicom/parse-part10'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { Storage } from '@/lib/storage/open-storage'
import { storage } from '@/lib/storage/storage'
import { isUnknownPatient } from '../choose-patient'
import { packMetadata, unpackMetadata } from '../pack-metadata'
import { coercedValues, differences, type Wanted } from './coerced-values'

const page = 50
const piece = 4 * 1024 * 1024

type Row = Awaited<ReturnType<typeof coercibleInstances>>[number]

/**
 * Brings the bytes that are served of a study in line with what the index says of it after a merge, a move, a split, a
 * correction or an undo: each image gets the patient and the UIDs of the index with an Original Attributes Sequence,
 * made anew from what was received, which is kept. Where nothing differs what was received is served again. May be run
 * at any time, any number of times, and after a crash.
 */
export async function coerceStudy(studyId: string, now: Date = new Date()): Promise<number> {
  let changed = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const study = await studyIdentity(studyId)
    if (!study) return changed
    const rows = await coercibleInstances(studyId, after, page)
    for (const row of rows) if (await coerceOne({ studyId, row, study, now })) changed += 1
    const last = rows.at(-1)
    if (!last || rows.length < page) return changed
    after = last.id
  }
}

interface Task {
  studyId: string
  row: Row
  study: NonNullable<Awaited<ReturnType<typeof studyIdentity>>>
  now: Date
}

async function coerceOne({ studyId, row, study, now }: Task): Promise<boolean> {
  const store = await storage()
  const received = row.original ?? fileOf(row)
  const receivedJson = unpackMetadata(store, received.metadata)
  const isElsewhere = textOf(receivedJson, 'StudyInstanceUID') !== study.StudyInstanceUID
  const wanted: Wanted = {
    StudyInstanceUID: study.StudyInstanceUID,
    SeriesInstanceUID: row.series.SeriesInstanceUID,
    SOPInstanceUID: row.SOPInstanceUID,
    ...(isUnknownPatient(study.patient) ? {} : study.patient),
    ...(isElsewhere && study.AccessionNumber !== '' ? { AccessionNumber: study.AccessionNumber } : {}),
  }
  if (differences(receivedJson, wanted).length === 0) {
    if (!row.original) return false
    const { TransferSyntaxUID } = await open(store, row.original)
    return swap({ studyId, row, served: { ...row.original, TransferSyntaxUID }, original: null })
  }
  if (row.original && differences(unpackMetadata(store, row.metadata), wanted).length === 0) return false
  const opened = await open(store, received)
  const source = textOf(receivedJson, 'InstitutionName')
  try {
    const served = await writeCoerced(store, {
      received,
      opened,
      values: coercedValues(receivedJson, wanted, { at: now, source }),
    })
    return await swap({ studyId, row, served, original: received })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unsupported') throw error
    // The index is right; only this file keeps saying what its sender said.
    log.warn({ studyId, instanceId: row.id, reason: error.message }, 'an image is served as it was received')
    return false
  }
}

async function swap(task: {
  studyId: string
  row: Row
  served: KeptFile & { TransferSyntaxUID: string }
  original: KeptFile | null
}): Promise<boolean> {
  const { studyId, row, served, original } = task
  const store = await storage()
  const done = await transaction(async (tx) => {
    await lockStudyRow(tx, { studyId })
    const swapped = await serveOther(tx, { instanceId: row.id, oldBlobName: row.blobName, served, original })
    if (swapped) await growRevision(tx, studyId)
    return swapped
  })
  // A blob that was coerced before, or in vain, belongs to nobody now.
  if (done && row.original) await store.remove(row.blobName)
  if (!done && original) await store.remove(served.blobName)
  return done
}

function fileOf({ blobName, byteLength, sha256, metadata }: KeptFile): KeptFile {
  return { blobName, byteLength, sha256, metadata }
}

function open(store: Storage, { blobName, byteLength }: KeptFile): Promise<Part10> {
  return readPart10((offset, length) => store.readRange(blobName, offset, length), Number(byteLength))
}

async function writeCoerced(
  store: Storage,
  { received, opened, values }: { received: KeptFile; opened: Part10; values: Part10['json'] },
): Promise<KeptFile & { TransferSyntaxUID: string }> {
  const { head, restFrom } = await coercePart10(opened, values)
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield head
    const end = Number(received.byteLength)
    for (let at = restFrom ?? end; at < end; at += piece) {
      yield store.readRange(received.blobName, at, Math.min(piece, end - at))
    }
  }
  const { blobName, byteLength, sha256 } = await store.write(bytes())
  const { json, TransferSyntaxUID } = await open(store, {
    ...received,
    blobName,
    byteLength: BigInt(byteLength),
  })
  return {
    blobName,
    byteLength: BigInt(byteLength),
    sha256: Uint8Array.from(sha256),
    metadata: packMetadata(store, json),
    TransferSyntaxUID,
  }
}
