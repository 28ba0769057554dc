import type { EncodeParameters } from '../decode/native-codecs'
import type { Codec } from '../transfer-syntaxes'

export type FrameEncoding =
  { coding: 'rle' } | { coding: 'codec'; codec: Codec; parameters: EncodeParameters }

const lossless = { lossy: false } as const
const jpegLossless: FrameEncoding = {
  coding: 'codec',
  codec: 'jpeg',
  parameters: { ...lossless, predictor: 1, pointTransform: 0 },
}
const jpegLs: FrameEncoding = { coding: 'codec', codec: 'jpeg-ls', parameters: lossless }
const jpeg2000: FrameEncoding = { coding: 'codec', codec: 'jpeg-2000', parameters: lossless }
const htJpeg2000: FrameEncoding = { coding: 'codec', codec: 'ht-jpeg-2000', parameters: lossless }

/**
 * The syntaxes that we encode, always without loss. Those that allow loss but do not demand it (PS3.5 A.4) are
 * answered without it.
 */
const encodings: Readonly<Record<string, FrameEncoding>> = {
  '1.2.840.10008.1.2.5': { coding: 'rle' },
  '1.2.840.10008.1.2.4.57': jpegLossless,
  '1.2.840.10008.1.2.4.70': jpegLossless,
  '1.2.840.10008.1.2.4.80': jpegLs,
  '1.2.840.10008.1.2.4.81': jpegLs,
  '1.2.840.10008.1.2.4.90': jpeg2000,
  '1.2.840.10008.1.2.4.91': jpeg2000,
  '1.2.840.10008.1.2.4.201': htJpeg2000,
  '1.2.840.10008.1.2.4.202': { ...htJpeg2000, parameters: { ...lossless, progressionOrder: 2 } },
  '1.2.840.10008.1.2.4.203': htJpeg2000,
}

/** How frames are encoded for this syntax; null where we cannot. */
export function frameEncoding(TransferSyntaxUID: string): FrameEncoding | null {
  return encodings[TransferSyntaxUID] ?? null
}

export const encodedSyntaxes: readonly string[] = Object.keys(encodings)
