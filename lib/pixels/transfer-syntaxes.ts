export type Codec = 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'ht-jpeg-2000'

export type FrameCoding =
  | { coding: 'native'; littleEndian: boolean }
  | { coding: 'rle' }
  | { coding: 'deflated-frame' }
  | { coding: 'codec'; codec: Codec }

const jpeg = { coding: 'codec', codec: 'jpeg' } as const
const jpegLs = { coding: 'codec', codec: 'jpeg-ls' } as const
const jpeg2000 = { coding: 'codec', codec: 'jpeg-2000' } as const
const htJpeg2000 = { coding: 'codec', codec: 'ht-jpeg-2000' } as const
const littleEndian = { coding: 'native', littleEndian: true } as const

const codings: Readonly<Record<string, FrameCoding>> = {
  '1.2.840.10008.1.2': littleEndian,
  '1.2.840.10008.1.2.1': littleEndian,
  '1.2.840.10008.1.2.1.98': littleEndian,
  '1.2.840.10008.1.2.1.99': littleEndian, // the data set is inflated before its frames are read
  '1.2.840.10008.1.2.2': { coding: 'native', littleEndian: false },
  '1.2.840.10008.1.2.5': { coding: 'rle' },
  '1.2.840.10008.1.2.8.1': { coding: 'deflated-frame' },
  '1.2.840.10008.1.2.4.50': jpeg,
  '1.2.840.10008.1.2.4.51': jpeg,
  '1.2.840.10008.1.2.4.53': jpeg,
  '1.2.840.10008.1.2.4.55': jpeg,
  '1.2.840.10008.1.2.4.57': jpeg,
  '1.2.840.10008.1.2.4.70': jpeg,
  '1.2.840.10008.1.2.4.80': jpegLs,
  '1.2.840.10008.1.2.4.81': jpegLs,
  '1.2.840.10008.1.2.4.90': jpeg2000,
  '1.2.840.10008.1.2.4.91': jpeg2000,
  '1.2.840.10008.1.2.4.201': htJpeg2000,
  '1.2.840.10008.1.2.4.202': htJpeg2000,
  '1.2.840.10008.1.2.4.203': htJpeg2000,
}

/** How a frame is coded in this transfer syntax (PS3.5 A), or null where we have no decoder for it. */
export function frameCoding(TransferSyntaxUID: string): FrameCoding | null {
  return codings[TransferSyntaxUID] ?? null
}

export const RLELossless = '1.2.840.10008.1.2.5'
