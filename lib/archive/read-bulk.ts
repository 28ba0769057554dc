import type { BulkData } from '@/lib/dicom/dicom-json'
import { openInstance } from './instance-reader'
import type { LocatedInstance } from './located-instance'

/** A value that the metadata only points to; encapsulated pixel data (length -1) up to the end of the object. */
export async function readBulk(
  instance: Pick<LocatedInstance, 'blobName' | 'byteLength' | 'TransferSyntaxUID'>,
  { offset, length }: BulkData,
): Promise<Uint8Array> {
  const { read, totalLength } = await openInstance(instance)
  return read(offset, length < 0 ? totalLength - offset : length)
}
