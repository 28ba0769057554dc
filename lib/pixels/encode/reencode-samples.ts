import { assertNever } from '@/lib/errors'
import { whyNotDecodable } from '../can-decode'
import { decodeStored } from '../decode/decode-samples'
import { loadCodecs, runEncoder } from '../decode/native-codecs'
import { undecodable } from '../decode/undecodable'
import { ybrToRgb } from '../decode/ybr'
import type { EncodedFrame, Samples } from '../frames'
import type { ImageAttributes } from '../image-attributes'
import { frameEncoding, type FrameEncoding } from './encodings'
import { unencodable } from './unencodable'
import { encodeRle } from './rle'
import { bitsNeeded, sampleBytes } from './sample-bytes'

export interface ReencodedFrame {
  bytes: Uint8Array<ArrayBuffer>
  /** What the attributes of the object must say of such frames. */
  PhotometricInterpretation: string
  BitsStored: number
}

const lossyJpeg = [
  '1.2.840.10008.1.2.4.50',
  '1.2.840.10008.1.2.4.51',
  '1.2.840.10008.1.2.4.53',
  '1.2.840.10008.1.2.4.55',
]

/**
 * Decodes a frame and encodes it in another syntax without loss, or to little endian samples where `target` is not
 * encapsulated: in this thread, what the worker runs. What was encoded is decoded again and compared, because every
 * codec has images that it gets wrong, and nobody would see it in time.
 * @throws AppError not-acceptable
 */
export async function reencodeSamples(frame: EncodedFrame, target: string): Promise<ReencodedFrame> {
  const { attributes } = frame
  const why = whyNotDecodable(frame.TransferSyntaxUID, attributes)
  if (why) throw undecodable(why)
  const { samples, ybr } = await decodeStored(frame)
  const isLossyJpeg = lossyJpeg.includes(frame.TransferSyntaxUID)
  if (ybr && isLossyJpeg) ybrToRgb(samples)
  const colours = colourOf(attributes, ybr && !isLossyJpeg)
  const isFloat = attributes.pixelKeyword !== 'PixelData'
  const BitsStored = isFloat
    ? attributes.BitsStored
    : Math.max(attributes.BitsStored, bitsNeeded(samples, attributes.PixelRepresentation === 1))
  const encoding = frameEncoding(target)
  if (!encoding) {
    const bytes = sampleBytes(samples, attributes.BitsAllocated)
    return { bytes, PhotometricInterpretation: colours, BitsStored }
  }
  if (isFloat) throw unencodable('float values have no compressed form')
  if (attributes.BitsAllocated === 1) throw unencodable('images of single bits have no compressed form here')
  const input = { samples, attributes: { ...attributes, BitsStored, PhotometricInterpretation: colours } }
  const encoded = await encode(input, encoding)
  await verify(encoded, target, input)
  return { ...encoded, BitsStored }
}

interface EncodeInput {
  samples: Samples
  attributes: ImageAttributes
}

type Encoded = Omit<ReencodedFrame, 'BitsStored'>

async function encode({ samples, attributes }: EncodeInput, encoding: FrameEncoding): Promise<Encoded> {
  const { Rows, Columns, SamplesPerPixel, BitsAllocated, BitsStored, PhotometricInterpretation } = attributes
  switch (encoding.coding) {
    case 'rle': {
      const bytes = encodeRle({
        bytes: sampleBytes(samples, BitsAllocated),
        rows: Rows,
        columns: Columns,
        samplesPerPixel: SamplesPerPixel,
        sampleBytes: BitsAllocated / 8,
      })
      return { bytes, PhotometricInterpretation }
    }
    case 'codec': {
      if (BitsAllocated > 16) throw unencodable(`${BitsAllocated} bits a sample are more than it can hold`)
      if (PhotometricInterpretation === 'YBR_FULL' && ['jpeg', 'ht-jpeg-2000'].includes(encoding.codec))
        throw unencodable('this codec would mistake its YBR colours for RGB')
      const cellBits = BitsStored <= 8 ? 8 : 16
      // JPEG knows no sign, and decoders do not restore that of shorter values: they get the whole cell.
      const isWholeCell = encoding.codec === 'jpeg' && attributes.PixelRepresentation === 1
      await loadCodecs()
      const context = {
        width: Columns,
        height: Rows,
        bitsAllocated: cellBits,
        bitsStored: isWholeCell ? cellBits : BitsStored,
        samplesPerPixel: SamplesPerPixel,
        pixelRepresentation: attributes.PixelRepresentation,
        planarConfiguration: 0,
        photometricInterpretation: PhotometricInterpretation,
        decodedBuffer: sampleBytes(samples, cellBits),
      }
      const bytes = guarded(() => runEncoder(encoding.codec, context, encoding.parameters))
      // With three RGB components both JPEG 2000 codecs apply the reversible transform (PS3.5 8.2.4, 8.2.14).
      const transformed = encoding.codec.endsWith('jpeg-2000')
      const rct = transformed && PhotometricInterpretation === 'RGB'
      return { bytes, PhotometricInterpretation: rct ? 'YBR_RCT' : PhotometricInterpretation }
    }
    default:
      return assertNever(encoding)
  }
}

async function verify(encoded: Encoded, target: string, { samples, attributes }: EncodeInput): Promise<void> {
  const { bytes, PhotometricInterpretation } = encoded
  // A copy: some codecs write into what they are given.
  const again = await decodeStored({
    TransferSyntaxUID: target,
    bytes: bytes.slice(),
    attributes: { ...attributes, HighBit: attributes.BitsStored - 1, PhotometricInterpretation },
  })
  const { BitsAllocated } = attributes
  const equal = Buffer.from(sampleBytes(again.samples, BitsAllocated)).equals(
    sampleBytes(samples, BitsAllocated),
  )
  if (!equal) throw unencodable('the codec does not give this image back unchanged')
}

function guarded(run: () => Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  try {
    return run()
  } catch (cause) {
    throw unencodable('the codec refuses this image', cause)
  }
}

function colourOf({ SamplesPerPixel, PhotometricInterpretation }: ImageAttributes, ybr: boolean): string {
  if (SamplesPerPixel !== 3) return PhotometricInterpretation
  return ybr ? 'YBR_FULL' : 'RGB'
}
