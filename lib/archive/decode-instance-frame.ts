import { transferSyntax } from '@/lib/dicom/transfer-syntax'
import { imageAttributes } from '@/lib/pixels/attributes'
import { decodeFrame } from '@/lib/pixels/decode-frame'
import type { DecodedFrame, EncodedFrame } from '@/lib/pixels/frames'
import type { LocatedInstance } from './located-instance'
import { readBulk } from './read-bulk'
import { readFrame } from './read-frame'

/**
 * One frame of a stored instance, decoded.
 * @throws AppError('not-found') without pixels, ('not-acceptable') when they cannot be decoded
 */
export async function decodeInstanceFrame(instance: LocatedInstance, frame: number): Promise<DecodedFrame> {
  return decodeFrame(await encodedFrameOf(instance, frame))
}

/** One frame of a stored instance as it is stored, with what decoding it takes. */
export async function encodedFrameOf(instance: LocatedInstance, frame: number): Promise<EncodedFrame> {
  const { bytes, vr, metadata, TransferSyntaxUID } = await readFrame(instance, frame)
  const attributes = await imageAttributes(metadata, frame, {
    readBulk: (location) => readBulk(instance, location),
    littleEndian: !transferSyntax(TransferSyntaxUID).bigEndian,
  })
  return { TransferSyntaxUID, bytes, attributes, ...(vr === 'OB' || vr === 'OW' ? { vr } : {}) }
}
