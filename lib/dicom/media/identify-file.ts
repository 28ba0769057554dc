import { isUid } from '../is-uid'
import { part10Header } from '../part10-header'
import { describeDicom } from './describe-dicom'
import type { FileIdentity } from './file-identity'
import type { MediaFile } from './media-file'
import { mediaLimits } from './media-limits'
import { mediaTags } from './media-tags'
import { readDicomdir } from './read-dicomdir'
import { scanElements, type Encoding } from './scan-elements'
import { whatElse } from './what-else'

const ImplicitVRLittleEndian = '1.2.840.10008.1.2'
const ExplicitVRLittleEndian = '1.2.840.10008.1.2.1'
const DicomdirStorage = '1.2.840.10008.1.3.10'
const isAfterHeader = (tag: number) => tag >>> 16 !== 0x0002
const isAfterSeries = (tag: number) => tag > mediaTags.SeriesInstanceUID
const firstRead = 16 * 1024
const lastRead = 16 * 1024 * 1024
const mark = Uint8Array.of(0x44, 0x49, 0x43, 0x4d)

/**
 * Tells what a file is by its content, never by its name: a DICOM file (PS3.10), a bare data set or one without
 * preamble (old archives wrote both), the directory of a medium, or something else.
 */
export async function identifyFile(file: MediaFile): Promise<FileIdentity> {
  if (file.size === 0) return { kind: 'skipped', reason: 'Empty file.' }
  if (file.size > mediaLimits.fileBytes)
    return { kind: 'skipped', reason: 'Larger than this archive accepts.' }
  for (let length = firstRead; ; length *= 8) {
    const head = await file.head(length)
    const whole = head.length >= file.size
    const found = await identifyHead(file, head, whole || length >= lastRead)
    if (found) return found
    if (whole) return { kind: 'skipped', reason: whatElse(head) }
  }
}

/** null: more of the file is needed. */
async function identifyHead(file: MediaFile, head: Uint8Array, last: boolean): Promise<FileIdentity | null> {
  if (isMarked(head)) return identifyPart10(file, head, { start: 132, missingHeader: null, last })
  if (groupAt(head, 0) === 0x0002 && encodingOf(head, 0)?.implicit === false) {
    const missingHeader = new Uint8Array(132)
    missingHeader.set(mark, 128)
    return identifyPart10(file, head, { start: 0, missingHeader, last })
  }
  return identifyBare(head, last)
}

interface Opening {
  start: number
  missingHeader: Uint8Array | null
  last: boolean
}

async function identifyPart10(
  file: MediaFile,
  head: Uint8Array,
  { start, missingHeader, last }: Opening,
): Promise<FileIdentity | null> {
  const explicit = { implicit: false, bigEndian: false }
  const meta = scanElements({ bytes: head, start, ends: isAfterHeader, ...explicit })
  const text = describeDicom(meta.attributes)
  if (text.MediaStorageSOPClassUID === DicomdirStorage) {
    if (file.size > mediaLimits.dicomdirBytes) return { kind: 'dicomdir', references: [] }
    return { kind: 'dicomdir', references: readDicomdir(await file.head(file.size), meta.position) }
  }
  const fallback = text.MediaStorageSOPInstanceUID
  if (meta.ended !== 'whole') {
    return last || meta.ended === 'broken' ? object({}, missingHeader, fallback) : null
  }
  const syntax = text.TransferSyntaxUID
  if (syntax === '1.2.840.10008.1.2.1.99') {
    const bytes = await inflatedBeginning(head.subarray(meta.position))
    const scan = scanElements({ bytes, start: 0, ends: isAfterSeries, ...explicit })
    return object(scan.attributes, missingHeader, fallback)
  }
  const encoding = {
    implicit: syntax === ImplicitVRLittleEndian,
    bigEndian: syntax === '1.2.840.10008.1.2.2',
  }
  const scan = scanElements({ bytes: head, start: meta.position, ends: isAfterSeries, ...encoding })
  if (scan.ended === 'more' && !last) return null
  return object(scan.attributes, missingHeader, fallback)
}

/** A data set without any header: PS3.10 asks for one, so it is written from what the data set says. */
function identifyBare(head: Uint8Array, last: boolean): FileIdentity | null {
  const encoding = groupAt(head, 0) === 0x0008 ? encodingOf(head, 0) : null
  const skipped: FileIdentity = { kind: 'skipped', reason: whatElse(head) }
  if (!encoding) return skipped
  const scan = scanElements({ bytes: head, start: 0, ends: isAfterSeries, ...encoding })
  if (scan.ended === 'more' && !last) return null
  const { SOPClassUID, SOPInstanceUID } = describeDicom(scan.attributes)
  if (!isUid(SOPClassUID) || !isUid(SOPInstanceUID)) return skipped
  const TransferSyntaxUID = encoding.implicit ? ImplicitVRLittleEndian : ExplicitVRLittleEndian
  return object(scan.attributes, part10Header({ SOPClassUID, SOPInstanceUID, TransferSyntaxUID }), '')
}

function object(
  attributes: Parameters<typeof describeDicom>[0],
  missingHeader: Uint8Array | null,
  fallback: string,
): FileIdentity {
  const text = describeDicom(attributes)
  const uid = text.SOPInstanceUID || fallback
  return {
    kind: 'object',
    SOPInstanceUID: isUid(uid) ? uid : '',
    StudyInstanceUID: isUid(text.StudyInstanceUID) ? text.StudyInstanceUID : '',
    PatientName: text.PatientName,
    PatientID: text.PatientID,
    PatientBirthDate: text.PatientBirthDate,
    StudyDate: text.StudyDate,
    StudyDescription: text.StudyDescription,
    Modality: text.Modality,
    missingHeader,
  }
}

function isMarked(head: Uint8Array): boolean {
  return mark.every((byte, at) => head[128 + at] === byte)
}

function groupAt(head: Uint8Array, at: number): number {
  return head.length < at + 8 ? -1 : (head[at] ?? 0) | ((head[at + 1] ?? 0) << 8)
}

/** Explicit where two capital letters stand for the VR; implicit where the length is one of a short first element. */
function encodingOf(head: Uint8Array, at: number): Encoding | null {
  const isCapital = (byte: number | undefined) => byte !== undefined && byte >= 0x41 && byte <= 0x5a
  if (isCapital(head[at + 4]) && isCapital(head[at + 5])) return { implicit: false, bigEndian: false }
  const length = new DataView(head.buffer, head.byteOffset).getUint32(at + 4, true)
  return length <= 1024 ? { implicit: true, bigEndian: false } : null
}

/** Of a deflated data set (PS3.5 A.5), as far as the bytes at hand and a fixed bound go. */
async function inflatedBeginning(deflated: Uint8Array): Promise<Uint8Array> {
  const bound = 1024 * 1024
  const bytes = new Uint8Array(bound)
  let got = 0
  const stream = new Blob([Uint8Array.from(deflated)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  try {
    for (let part = await reader.read(); !part.done && got < bound; part = await reader.read()) {
      const fits = part.value.subarray(0, bound - got)
      bytes.set(fits, got)
      got += fits.length
    }
    await reader.cancel()
  } catch {
    // The bytes at hand end in the middle: what came out so far is what is wanted.
  }
  return bytes.subarray(0, got)
}
