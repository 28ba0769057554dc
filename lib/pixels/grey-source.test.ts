import { describe, expect, it } from 'vitest'
import { decodeSamples } from './decode/decode-samples'
import { displayPixels, greyPixels } from './display-pixels'
import { greyOfStored } from './grey-source'
import { testAttributes } from './test-attributes'

const explicitLittleEndian = '1.2.840.10008.1.2.1'

/** Bytes of a 16 × 16 image that hold every bit pattern somewhere, the unused high bits included. */
const noise = Uint8Array.from({ length: 512 }, (_, n) => (n * 197 + 31 * ((n * n) % 251)) & 0xff)

describe('stored grey samples are shown as decoded ones are', () => {
  it.each([
    { BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 0 },
    { BitsAllocated: 16, BitsStored: 12, HighBit: 11, PixelRepresentation: 0 },
    { BitsAllocated: 16, BitsStored: 12, HighBit: 11, PixelRepresentation: 1 },
    { BitsAllocated: 16, BitsStored: 10, HighBit: 13, PixelRepresentation: 1 },
    { BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 1 },
    { BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelRepresentation: 0 },
    { BitsAllocated: 8, BitsStored: 6, HighBit: 6, PixelRepresentation: 1 },
  ])('$BitsStored of $BitsAllocated bits, high bit $HighBit, sign $PixelRepresentation', async (bits) => {
    for (const PhotometricInterpretation of ['MONOCHROME1', 'MONOCHROME2']) {
      for (const offset of [0, 1]) {
        const bytes = new Uint8Array(noise.length + offset).subarray(offset)
        bytes.set(noise)
        const attributes = testAttributes({
          ...bits,
          PhotometricInterpretation,
          Rows: 16,
          Columns: 16,
          RescaleSlope: 2,
          RescaleIntercept: -100,
          PixelPaddingValue: 5,
        })
        const frame = { TransferSyntaxUID: explicitLittleEndian, bytes, attributes }
        const source = greyOfStored(frame)
        if (!source) throw new Error('was to be shown as it is stored')
        const decoded = await decodeSamples(frame)
        for (const request of [{}, { windowCenter: 300, windowWidth: 900 }]) {
          expect(Buffer.from(greyPixels(source, request))).toEqual(
            Buffer.from(displayPixels(decoded, request).data),
          )
        }
      }
    }
  })

  it('what takes a decoder is left to it', () => {
    const bytes = noise
    const grey = testAttributes({ Rows: 16, Columns: 16, BitsAllocated: 16, BitsStored: 16, HighBit: 15 })
    const frame = { TransferSyntaxUID: explicitLittleEndian, bytes, attributes: grey }
    expect(greyOfStored(frame)).not.toBeNull()
    expect(greyOfStored({ ...frame, TransferSyntaxUID: '1.2.840.10008.1.2.2' })).toBeNull()
    expect(greyOfStored({ ...frame, TransferSyntaxUID: '1.2.840.10008.1.2.4.80' })).toBeNull()
    expect(greyOfStored({ ...frame, bytes: noise.subarray(0, 100) })).toBeNull()
    expect(greyOfStored({ ...frame, attributes: { ...grey, SamplesPerPixel: 3 } })).toBeNull()
  })
})
