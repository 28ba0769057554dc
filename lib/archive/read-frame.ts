import type { DicomJson } from '@/lib/dicom/dicom-json'
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

const tables = new Map<string, FrameTable>()
const most = 200

/**
 * One frame, read without the rest of the object.
 * @param frame 1 for the first
 * @throws AppError not-found without pixel data or beyond the last frame
 */
export async function readFrame(
  instance: Pick<LocatedInstance, 'blobName' | 'byteLength' | 'TransferSyntaxUID' | 'metadata'>,
  frame: number,
): Promise<InstanceFrame> {
  const metadata = await instance.metadata()
  const pixelData = pixelDataOfJson(metadata)
  if (!pixelData) throw new AppError('not-found', 'This object has no pixel data.')
  const reader = await openInstance(instance)
  const table = await tableOf(instance.blobName, metadata, reader)
  return {
    bytes: await readFrameBytes(table.at(frame), reader.read),
    TransferSyntaxUID: instance.TransferSyntaxUID,
    NumberOfFrames: table.NumberOfFrames,
    vr: pixelData.vr,
    metadata,
  }
}

/** Blobs never change, so where their frames lie is worth remembering. */
async function tableOf(blobName: string, metadata: DicomJson, reader: InstanceReader): Promise<FrameTable> {
  const known = tables.get(blobName)
  if (known) return known
  const table = await frameTable(metadata, reader.read, reader.totalLength)
  if (tables.size >= most) tables.delete(tables.keys().next().value ?? '')
  tables.set(blobName, table)
  return table
}
