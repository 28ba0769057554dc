import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { frameTable, pixelDataOfJson, type FrameTable } from '@/lib/dicom/frame-location'
import { readFrameBytes } from '@/lib/dicom/read-frame-bytes'
import { AppError } from '@/lib/errors'
import { openInstance, type InstanceReader } from './instance-reader'
import type { LocatedInstance } from './located-instance'

export interface InstanceFrame {
  /** Encoded as stored: fragments joined, no item headers, no padding. */
  bytes: Uint8Array
  TransferSyntaxUID: string
  NumberOfFrames: number
  /** VR of the pixel data element. */
  vr: string
  /** The instance's attributes, opened once for whoever decodes the frame. */
  metadata: DicomJson
}

interface Known {
  metadata: DicomJson
  vr: string
  table: FrameTable
}

/** What says how the frames of a blob are found and read never changes, so it is remembered for the blobs read last. */
const remembered = new Map<string, Known>()
const most = 400
/** Of the text of their attributes, roughly by their number: one with a million items would fill the memory. */
const mostAttributes = 400

/**
 * One frame, read without the rest of the object.
 * @param frame 1 for the first
 * @throws AppError not-found without pixel data or beyond the last frame
 */
export async function readFrame(
  instance: Pick<LocatedInstance, 'blobName' | 'byteLength' | 'TransferSyntaxUID' | 'metadata'>,
  frame: number,
): Promise<InstanceFrame> {
  const reader = await openInstance(instance)
  const { metadata, vr, table } = remembered.get(instance.blobName) ?? (await know(instance, reader))
  return {
    bytes: await readFrameBytes(table.at(frame), reader.read),
    TransferSyntaxUID: instance.TransferSyntaxUID,
    NumberOfFrames: table.NumberOfFrames,
    vr,
    metadata,
  }
}

async function know(
  instance: Pick<LocatedInstance, 'blobName' | 'metadata'>,
  reader: InstanceReader,
): Promise<Known> {
  const metadata = await instance.metadata()
  const pixelData = pixelDataOfJson(metadata)
  if (!pixelData) throw new AppError('not-found', 'This object has no pixel data.')
  const table = await frameTable(metadata, reader.read, reader.totalLength)
  const known = { metadata, vr: pixelData.vr, table }
  if (isSmall(metadata)) {
    if (remembered.size >= most) remembered.delete(remembered.keys().next().value ?? '')
    remembered.set(instance.blobName, known)
  }
  return known
}

function isSmall(json: DicomJson): boolean {
  const frames = json[tagOf('PerFrameFunctionalGroupsSequence')]?.Value?.length ?? 0
  return Object.keys(json).length <= mostAttributes && frames <= 4
}
