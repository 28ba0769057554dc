import { transferSyntax } from '@/lib/dicom/transfer-syntax'
import { imageAttributes } from '@/lib/pixels/attributes'
import { reencodeFrame } from '@/lib/pixels/reencode-frame'
import type { LocatedInstance } from './located-instance'
import { readFrame } from './read-frame'

/**
 * One frame of a stored instance in another transfer syntax, without loss; little endian samples where that is native.
 * @throws AppError('not-found') without pixels, ('not-acceptable') when it cannot be had in that syntax
 */
export async function reencodeInstanceFrame(
  instance: LocatedInstance,
  frame: number,
  TransferSyntaxUID: string,
): Promise<Uint8Array> {
  const stored = await readFrame(instance, frame)
  const attributes = await imageAttributes(stored.metadata, frame, {
    littleEndian: !transferSyntax(stored.TransferSyntaxUID).bigEndian,
  })
  const { bytes, vr } = stored
  const { bytes: encoded } = await reencodeFrame(
    {
      TransferSyntaxUID: stored.TransferSyntaxUID,
      bytes,
      attributes,
      ...(vr === 'OB' || vr === 'OW' ? { vr } : {}),
    },
    TransferSyntaxUID,
  )
  return encoded
}
