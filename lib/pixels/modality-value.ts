import type { ImageAttributes } from './image-attributes'
import type { DecodedFrame } from './frames'

/** Stored value to modality value (PS3.3 C.11.1): a table, a straight line, or the value itself. */
export function modalityFunction({
  modalityLut,
  RescaleSlope,
  RescaleIntercept,
}: ImageAttributes): (stored: number) => number {
  if (modalityLut) {
    const { first, values } = modalityLut
    const last = values.length - 1
    return (stored) => values[Math.min(Math.max(Math.round(stored) - first, 0), last)] ?? 0
  }
  const slope = RescaleSlope ?? 1
  const intercept = RescaleIntercept ?? 0
  return slope === 1 && intercept === 0 ? (stored) => stored : (stored) => stored * slope + intercept
}

/** Whether low values are shown white (PS3.3 C.7.6.3.1.2, C.11.6). */
export function isInverted({ PhotometricInterpretation, PresentationLUTShape }: ImageAttributes): boolean {
  return PhotometricInterpretation === 'MONOCHROME1' || PresentationLUTShape === 'INVERSE'
}

/** Tells padding from picture, by stored value (PS3.3 C.7.5.1.1.2). */
export function paddingTest({
  PixelPaddingValue,
  PixelPaddingRangeLimit,
}: ImageAttributes): (stored: number) => boolean {
  if (PixelPaddingValue === null) return () => false
  const limit = PixelPaddingRangeLimit ?? PixelPaddingValue
  const low = Math.min(PixelPaddingValue, limit)
  const high = Math.max(PixelPaddingValue, limit)
  return (stored) => stored >= low && stored <= high
}

/**
 * Modality values of a grey frame with more meaning brighter: MONOCHROME1 is negated, padding is as dark as the darkest
 * picture element. What models look at.
 */
export function modalityValues(frame: DecodedFrame): Float32Array {
  const modality = modalityFunction(frame.attributes)
  const isPadding = paddingTest(frame.attributes)
  const sign = isInverted(frame.attributes) ? -1 : 1
  const { pixels } = frame
  const values = new Float32Array(pixels.length)
  let darkest = Infinity
  let padded = false
  for (let i = 0; i < values.length; i += 1) {
    const stored = pixels[i] ?? 0
    if (isPadding(stored)) {
      values[i] = Infinity
      padded = true
      continue
    }
    const value = sign * modality(stored)
    values[i] = value
    if (value < darkest) darkest = value
  }
  return padded ? values.map((value) => (value === Infinity ? darkest : value)) : values
}
