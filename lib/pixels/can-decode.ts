import type { ImageAttributes } from './image-attributes'
import { frameCoding, type FrameCoding } from './transfer-syntaxes'

/** A frame with more samples than this is refused before anything is allocated for it. */
export const maxSamples = 64 * 1024 * 1024

const nativePhotometrics = ['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR', 'RGB', 'YBR_FULL', 'YBR_FULL_422']
const codecPhotometrics = [...nativePhotometrics, 'YBR_RCT', 'YBR_ICT', 'YBR_PARTIAL_420', 'YBR_PARTIAL_422']

/** Why a frame with these attributes cannot be decoded, in words; null when it can be tried. */
export function whyNotDecodable(TransferSyntaxUID: string, attributes: ImageAttributes): string | null {
  const coding = frameCoding(TransferSyntaxUID)
  if (!coding) return `no decoder for transfer syntax ${TransferSyntaxUID}`
  const { Rows, Columns, SamplesPerPixel } = attributes
  if (!isSize(Rows) || !isSize(Columns)) return 'Rows or Columns is missing or not a size'
  if (SamplesPerPixel !== 1 && SamplesPerPixel !== 3) return 'SamplesPerPixel is neither 1 nor 3'
  if (Rows * Columns * SamplesPerPixel > maxSamples) return 'the image has more pixels than can be shown'
  return whyNotBits(coding, attributes) ?? whyNotColour(coding, attributes)
}

/** Whether `decodeFrame` has a decoder for frames of this kind; damaged bytes are only found by decoding. */
export function canDecode(TransferSyntaxUID: string, attributes: ImageAttributes): boolean {
  return whyNotDecodable(TransferSyntaxUID, attributes) === null
}

function isSize(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65_535
}

function whyNotBits(coding: FrameCoding, attributes: ImageAttributes): string | null {
  const { BitsAllocated, BitsStored, HighBit, PixelRepresentation, pixelKeyword } = attributes
  if (pixelKeyword !== 'PixelData') {
    const floatBits = pixelKeyword === 'FloatPixelData' ? 32 : 64
    return coding.coding === 'native' && BitsAllocated === floatBits ? null : 'float pixel data is not native'
  }
  if (![1, 8, 16, 32].includes(BitsAllocated)) return `BitsAllocated ${BitsAllocated} is not supported`
  if (coding.coding === 'codec' && BitsAllocated !== 8 && BitsAllocated !== 16) {
    return `BitsAllocated ${BitsAllocated} does not occur in this transfer syntax`
  }
  if (coding.coding === 'rle' && BitsAllocated === 1) return 'RLE of single bits is not supported'
  if (!(BitsStored >= 1 && BitsStored <= BitsAllocated)) return 'BitsStored does not fit BitsAllocated'
  if (!(HighBit >= BitsStored - 1 && HighBit < BitsAllocated)) return 'HighBit does not fit BitsAllocated'
  if (PixelRepresentation !== 0 && PixelRepresentation !== 1) return 'PixelRepresentation is neither 0 nor 1'
  return null
}

function whyNotColour(coding: FrameCoding, attributes: ImageAttributes): string | null {
  const { PhotometricInterpretation, SamplesPerPixel, BitsAllocated } = attributes
  const known = coding.coding === 'codec' ? codecPhotometrics : nativePhotometrics
  if (!known.includes(PhotometricInterpretation)) {
    return `PhotometricInterpretation ${PhotometricInterpretation || '(missing)'} is not supported`
  }
  const grey = /^(MONOCHROME[12]|PALETTE COLOR)$/.test(PhotometricInterpretation)
  if (grey !== (SamplesPerPixel === 1)) return 'SamplesPerPixel contradicts PhotometricInterpretation'
  if (PhotometricInterpretation.startsWith('YBR_FULL') && BitsAllocated !== 8) return 'YBR is not 8 bit'
  return null
}
