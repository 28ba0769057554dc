import { inflateRawSync } from 'node:zlib'
import { assertNever } from '@/lib/errors'
import { whyNotDecodable } from '../can-decode'
import type { DecodedFrame, DecodedPhotometric, EncodedFrame, Samples } from '../frames'
import { frameCoding } from '../transfer-syntaxes'
import { decodeCompressed } from './compressed'
import { decodeNative } from './native'
import { decodeRle } from './rle'
import { undecodable } from './undecodable'
import { ybrToRgb } from './ybr'

/** Decodes in this thread, without a time limit: what the worker runs. */
export async function decodeSamples(frame: EncodedFrame): Promise<DecodedFrame> {
  const { attributes, TransferSyntaxUID } = frame
  const why = whyNotDecodable(TransferSyntaxUID, attributes)
  if (why) throw undecodable(why)
  const { samples, ybr } = await decodeStored(frame)
  if (ybr) ybrToRgb(samples)
  return {
    rows: attributes.Rows,
    columns: attributes.Columns,
    samplesPerPixel: attributes.SamplesPerPixel === 3 ? 3 : 1,
    photometricInterpretation: photometric(attributes.PhotometricInterpretation),
    bitsStored: attributes.BitsStored,
    pixels: samples,
    attributes,
  }
}

/** The samples with the colours they are stored in: YBR_FULL is left as it is, so that nothing is rounded. */
export async function decodeStored(frame: EncodedFrame): Promise<{ samples: Samples; ybr: boolean }> {
  const coding = frameCoding(frame.TransferSyntaxUID)
  if (!coding) throw undecodable('no decoder for its transfer syntax')
  const ybr = frame.attributes.PhotometricInterpretation.startsWith('YBR_FULL')
  switch (coding.coding) {
    case 'native':
      return { samples: interleaved(decodeNative(frame, coding.littleEndian), frame), ybr }
    case 'rle':
      return { samples: decodeRle(frame), ybr }
    case 'deflated-frame':
      return { samples: interleaved(decodeNative({ ...frame, bytes: inflate(frame) }, true), frame), ybr }
    case 'codec':
      return decodeCompressed(frame, coding.codec)
    default:
      return assertNever(coding)
  }
}

/** Deflated Image Frame Compression (PS3.5 A.4.13); the output is bounded by the attributes, not by the stream. */
function inflate({ bytes, attributes }: EncodedFrame): Uint8Array {
  const { Rows, Columns, SamplesPerPixel, BitsAllocated } = attributes
  const wanted = Math.ceil((Rows * Columns * SamplesPerPixel * BitsAllocated) / 8)
  try {
    return inflateRawSync(bytes, { maxOutputLength: wanted + 8 })
  } catch (cause) {
    throw undecodable('the deflated frame is damaged', cause)
  }
}

/** PlanarConfiguration 1 to 0: colour by pixel (PS3.3 C.7.6.3.1.3). */
function interleaved(samples: Samples, { attributes }: EncodedFrame): Samples {
  if (attributes.SamplesPerPixel !== 3 || attributes.PlanarConfiguration !== 1) return samples
  const plane = samples.length / 3
  const result = samples.slice()
  for (let i = 0; i < plane; i += 1) {
    result[3 * i] = samples[i] ?? 0
    result[3 * i + 1] = samples[plane + i] ?? 0
    result[3 * i + 2] = samples[2 * plane + i] ?? 0
  }
  return result
}

function photometric(value: string): DecodedPhotometric {
  return value === 'MONOCHROME1' || value === 'MONOCHROME2' || value === 'PALETTE COLOR' ? value : 'RGB'
}
