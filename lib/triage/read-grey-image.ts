import type { LocatedInstance } from '@/lib/archive/located-instance'
import { readBulk } from '@/lib/archive/read-bulk'
import { readFrame } from '@/lib/archive/read-frame'
import type { GreyImage } from '@/lib/inference/grey-image'
import { imageAttributes } from '@/lib/pixels/attributes'
import { decodeFrame } from '@/lib/pixels/decode-frame'
import { modalityValues } from '@/lib/pixels/modality-value'

const explicitBigEndian = '1.2.840.10008.1.2.2'

/** An image as a model takes it: first frame, decoded, Modality LUT applied, MONOCHROME1 turned over. */
export async function readGreyImage(instance: LocatedInstance): Promise<GreyImage> {
  const { bytes, TransferSyntaxUID, vr, metadata } = await readFrame(instance, 1)
  const attributes = await imageAttributes(metadata, 1, {
    readBulk: (location) => readBulk(instance, location),
    littleEndian: TransferSyntaxUID !== explicitBigEndian,
  })
  const frame = await decodeFrame({
    TransferSyntaxUID,
    bytes,
    attributes,
    ...(vr === 'OB' || vr === 'OW' ? { vr } : {}),
  })
  return { rows: frame.rows, columns: frame.columns, values: modalityValues(frame) }
}
