import { committable } from '@/lib/db/orders/commitments'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { jsonOf } from '@/lib/dicom/json-of'
import { storage } from '@/lib/storage/storage'

export interface ReferencedObject {
  ReferencedSOPClassUID: string
  ReferencedSOPInstanceUID: string
}

/** Failure Reason (PS3.3 C.14.1.1). */
const failure = { processing: 0x0110, noSuchObject: 0x0112, classInstanceConflict: 0x0119 } as const

export interface CommitmentVerdict {
  committed: ReferencedObject[]
  failed: (ReferencedObject & { FailureReason: number })[]
}

/**
 * Which objects are kept for good: those in the index under their class whose bytes can be read to the last one. A
 * few bytes from the end of each are decrypted and authenticated; the digest of every object is read back in turn by
 * lib/archive/verify-storage.
 */
export async function judgeCommitment(objects: readonly ReferencedObject[]): Promise<CommitmentVerdict> {
  const verdict: CommitmentVerdict = { committed: [], failed: [] }
  const known = await committable(objects.map((object) => object.ReferencedSOPInstanceUID))
  for (const object of objects) {
    const FailureReason = await reasonAgainst(object, known.get(object.ReferencedSOPInstanceUID))
    if (FailureReason === null) verdict.committed.push(object)
    else verdict.failed.push({ ...object, FailureReason })
  }
  return verdict
}

type Known = Awaited<ReturnType<typeof committable>> extends Map<string, infer Row> ? Row : never

async function reasonAgainst(object: ReferencedObject, row: Known | undefined): Promise<number | null> {
  if (!row) return failure.noSuchObject
  if (row.SOPClassUID !== object.ReferencedSOPClassUID) return failure.classInstanceConflict
  return (await endIsReadable(row.blobName, Number(row.byteLength))) ? null : failure.processing
}

async function endIsReadable(blobName: string, byteLength: number): Promise<boolean> {
  const length = Math.min(16, byteLength)
  try {
    const end = await (await storage()).readRange(blobName, byteLength - length, length)
    return end.length === length
  } catch {
    // Missing, cut short or changed: whichever it is, the sender must keep its copy.
    return false
  }
}

/** The event and its information (PS3.4 tables J.3-3 and J.3-4): 1 all is kept, 2 some of it is not. */
export function eventOf(
  { committed, failed }: CommitmentVerdict,
  { TransactionUID, ourAETitle }: { TransactionUID: string; ourAETitle: string },
): { EventTypeID: 1 | 2; eventInformation: DicomJson } {
  const eventInformation: DicomJson = {
    ...jsonOf({ TransactionUID, RetrieveAETitle: ourAETitle }),
    ...(committed.length > 0 && jsonOf({ ReferencedSOPSequence: committed.map(referenceItem) })),
    ...(failed.length > 0 && {
      [tagOf('FailedSOPSequence')]: {
        vr: 'SQ',
        Value: failed.map((object) => ({
          ...referenceItem(object),
          [tagOf('FailureReason')]: { vr: 'US', Value: [object.FailureReason] },
        })),
      },
    }),
  }
  return { EventTypeID: failed.length > 0 ? 2 : 1, eventInformation }
}

function referenceItem({ ReferencedSOPClassUID, ReferencedSOPInstanceUID }: ReferencedObject): DicomJson {
  return jsonOf({ ReferencedSOPClassUID, ReferencedSOPInstanceUID })
}
