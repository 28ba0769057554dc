import { decodeInstanceFrame } from '@/lib/archive/decode-instance-frame'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import type { GreyImage } from '@/lib/inference/grey-image'
import { modalityValues } from '@/lib/pixels/modality-value'

/** An image as a model takes it: first frame, decoded, Modality LUT applied, MONOCHROME1 turned over. */
export async function readGreyImage(instance: LocatedInstance): Promise<GreyImage> {
  const frame = await decodeInstanceFrame(instance, 1)
  return { rows: frame.rows, columns: frame.columns, values: modalityValues(frame) }
}
