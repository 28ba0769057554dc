import type { EncodedFrame, Samples } from '../frames'
import type { Codec } from '../transfer-syntaxes'
import { readCodestreamHeader } from './codestream-header'
import { littleEndianSamples } from './little-endian-samples'
import { loadCodecs, runCodec } from './native-codecs'
import { keepStoredBits } from './stored-values'
import { undecodable } from './undecodable'

/** Samples of a JPEG, JPEG-LS, JPEG 2000 or HTJ2K frame, and whether their colours are still YBR. */
export async function decodeCompressed(
  { bytes, attributes }: EncodedFrame,
  codec: Codec,
): Promise<{ samples: Samples; ybr: boolean }> {
  const header = readCodestreamHeader(bytes)
  const { Rows, Columns, SamplesPerPixel, PixelRepresentation, PhotometricInterpretation } = attributes
  if (header.rows !== Rows || header.columns !== Columns || header.components !== SamplesPerPixel) {
    throw undecodable('the compressed image has another size than the image attributes say')
  }
  if (header.precision > attributes.BitsAllocated)
    throw undecodable('the compressed samples do not fit BitsAllocated')

  if ((codec === 'jpeg' || codec === 'jpeg-ls') && !hasEnd(bytes)) {
    throw undecodable('the compressed data is cut short')
  }

  await loadCodecs()
  const signed = PixelRepresentation === 1
  const decoded = decode()
  const cellBits = decoded.length === Rows * Columns * SamplesPerPixel ? 8 : 16
  if (decoded.length !== (Rows * Columns * SamplesPerPixel * cellBits) / 8) {
    throw undecodable('the decoder returned another size than the image attributes say')
  }
  const samples = littleEndianSamples(decoded, { ...attributes, BitsAllocated: cellBits })
  // The stream knows its precision better than BitsStored, which is wrong in real files.
  if (signed) keepStoredBits(samples, { bitsStored: header.precision, highBit: header.precision - 1, signed })
  return { samples, ybr: SamplesPerPixel === 3 && isYbr() }

  function decode(): Uint8Array<ArrayBuffer> {
    try {
      return runCodec(codec, {
        width: Columns,
        height: Rows,
        // The JPEG decoder writes cells of the size it is told, whatever the stream holds.
        bitsAllocated: codec === 'jpeg' && header.precision <= 8 ? 8 : attributes.BitsAllocated,
        bitsStored: codec === 'jpeg' && header.precision <= 8 ? 8 : attributes.BitsStored,
        samplesPerPixel: SamplesPerPixel,
        pixelRepresentation: PixelRepresentation,
        planarConfiguration: 0,
        photometricInterpretation: PhotometricInterpretation,
        encodedBuffer: bytes,
      })
    } catch (cause) {
      throw undecodable('the compressed data is damaged', cause)
    }
  }

  /** JPEG 2000 undoes YBR_RCT and YBR_ICT itself (PS3.5 A.4.4); a JPEG stream may contradict the data set and is right. */
  function isYbr(): boolean {
    if (codec === 'jpeg' && header.colour) return header.colour === 'YBR'
    return (
      PhotometricInterpretation.startsWith('YBR_FULL') || PhotometricInterpretation.startsWith('YBR_PARTIAL')
    )
  }
}

/** EOI near the end: JPEG decoders fill what is missing with grey and say nothing. */
function hasEnd(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 2; at >= Math.max(0, bytes.length - 64); at -= 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true
  }
  return false
}
