import type { BulkData } from '@/lib/dicom/dicom-json'
import { AppError } from '@/lib/errors'
import { openInstance } from './instance-reader'
import type { LocatedInstance } from './located-instance'

type Stored = Pick<LocatedInstance, 'blobName' | 'byteLength' | 'TransferSyntaxUID'>

/** A value that the metadata only points to; encapsulated pixel data (length -1) up to the end of the object. */
export async function readBulk(instance: Stored, { offset, length }: BulkData): Promise<Uint8Array> {
  const { read, totalLength } = await openInstance(instance)
  return read(offset, length < 0 ? totalLength - offset : length)
}

/** A multiple of every word size, so that words are never cut (lib/dicom/little-endian). */
export const bulkPieceLength = 1024 * 1024

/**
 * The same piece by piece; holds one in memory.
 * @throws AppError internal where the object ends too early
 */
export async function* streamBulk(
  instance: Stored,
  { offset, length }: BulkData,
): AsyncGenerator<Uint8Array> {
  const { read } = await openInstance(instance)
  for (let at = 0; at < length; at += bulkPieceLength) {
    const wanted = Math.min(bulkPieceLength, length - at)
    const piece = await read(offset + at, wanted)
    if (piece.length < wanted) throw new AppError('internal', 'The stored object ends too early.')
    yield piece
  }
}
