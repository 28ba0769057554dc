/** A lookup table of PS3.3 C.11.1, C.11.2 or C.7.9: `values[0]` belongs to the input `first`, the ends repeat. */
export interface Lut {
  first: number
  /** Bits of an entry, from the third value of the descriptor. */
  bits: number
  values: Uint16Array
}

export interface Palette {
  red: Lut
  green: Lut
  blue: Lut
}

export const voiFunctions = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const
export type VoiFunction = (typeof voiFunctions)[number]

/** What of a data set says how the pixels of one frame are encoded and meant to be shown (PS3.3 C.7.6.3). */
export interface ImageAttributes {
  Modality: string
  Rows: number
  Columns: number
  SamplesPerPixel: number
  BitsAllocated: number
  BitsStored: number
  HighBit: number
  PixelRepresentation: number
  PhotometricInterpretation: string
  PlanarConfiguration: number
  /** Float and double pixel data stand in elements of their own (PS3.3 C.7.6.24, C.7.6.25). */
  pixelKeyword: 'PixelData' | 'FloatPixelData' | 'DoubleFloatPixelData'
  RescaleSlope: number | null
  RescaleIntercept: number | null
  modalityLut: Lut | null
  /** WindowCenter and WindowWidth, pair by pair. */
  windows: readonly { center: number; width: number }[]
  VOILUTFunction: VoiFunction
  voiLuts: readonly Lut[]
  PixelPaddingValue: number | null
  PixelPaddingRangeLimit: number | null
  PresentationLUTShape: string
  palette: Palette | null
}
