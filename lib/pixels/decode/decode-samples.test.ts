import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ImageAttributes } from '../image-attributes'
import { testAttributes } from '../test-attributes'
import { decodeSamples } from './decode-samples'

const explicitLittle = '1.2.840.10008.1.2.1'
const explicitBig = '1.2.840.10008.1.2.2'
const rle = '1.2.840.10008.1.2.5'

async function decode(
  TransferSyntaxUID: string,
  bytes: readonly number[],
  changes: Partial<ImageAttributes> = {},
) {
  const frame = await decodeSamples({
    TransferSyntaxUID,
    bytes: Uint8Array.from(bytes),
    attributes: testAttributes(changes),
  })
  return [...frame.pixels]
}

describe('native frames', () => {
  it('reads both byte orders', async () => {
    expect(await decode(explicitLittle, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([0x0201, 0x0403, 0x0605, 0x0807])
    expect(await decode(explicitBig, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([0x0102, 0x0304, 0x0506, 0x0708])
  })

  it('clears overlay bits above HighBit and extends the sign of short values', async () => {
    const twelve = { BitsStored: 12, HighBit: 11 }
    expect(await decode(explicitLittle, [0xff, 0xff, 0xff, 0xf7, 1, 0x10, 0, 0], twelve)).toEqual([
      4095, 2047, 1, 0,
    ])
    expect(
      await decode(explicitLittle, [0xff, 0x0f, 0xff, 0x07, 0, 0x08, 0, 0], {
        ...twelve,
        PixelRepresentation: 1,
      }),
    ).toEqual([-1, 2047, -2048, 0])
  })

  it('takes single bits from the least significant on', async () => {
    const bits = { Rows: 1, Columns: 10, BitsAllocated: 1 }
    expect(await decode(explicitLittle, [0b0000_0101, 0b10], bits)).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 1])
  })

  it('reads 32 bit and floating point', async () => {
    const one = { Rows: 1, Columns: 1, BitsAllocated: 32 }
    expect(await decode(explicitLittle, [0, 0, 0, 0x80], one)).toEqual([2 ** 31])
    expect(
      await decode(explicitLittle, [0, 0, 0x80, 0x3f], { ...one, pixelKeyword: 'FloatPixelData' }),
    ).toEqual([1])
  })

  it('turns planes, YBR_FULL and YBR_FULL_422 into RGB by pixel', async () => {
    const colour = { Rows: 1, Columns: 2, SamplesPerPixel: 3, BitsAllocated: 8 }
    const planes = { ...colour, PhotometricInterpretation: 'RGB', PlanarConfiguration: 1 }
    expect(await decode(explicitLittle, [1, 2, 3, 4, 5, 6], planes)).toEqual([1, 3, 5, 2, 4, 6])
    const full = { ...colour, PhotometricInterpretation: 'YBR_FULL' }
    expect(await decode(explicitLittle, [76, 85, 255, 255, 128, 128], full)).toEqual([
      254, 0, 0, 255, 255, 255,
    ])
    const subsampled = { ...colour, PhotometricInterpretation: 'YBR_FULL_422' }
    expect(await decode(explicitLittle, [10, 20, 128, 128], subsampled)).toEqual([10, 10, 10, 20, 20, 20])
  })

  it('swaps 8-bit words in big endian OW', async () => {
    const frame = {
      TransferSyntaxUID: explicitBig,
      bytes: Uint8Array.of(2, 1, 4, 3),
      attributes: testAttributes({ BitsAllocated: 8 }),
    }
    expect([...(await decodeSamples({ ...frame, vr: 'OW' })).pixels]).toEqual([1, 2, 3, 4])
    expect([...(await decodeSamples({ ...frame, vr: 'OB' })).pixels]).toEqual([2, 1, 4, 3])
  })
})

describe('RLE', () => {
  it('puts the bytes of 16-bit samples together: high bytes first', async () => {
    const header = Buffer.alloc(64)
    header.writeUInt32LE(2, 0)
    header.writeUInt32LE(64, 4)
    header.writeUInt32LE(66, 8)
    // four times 0x01; then 1 literal 9 and three times 8
    const bytes = [...header, 0xfd, 0x01, 0x00, 9, 0xfe, 8]
    expect(await decode(rle, bytes)).toEqual([0x0109, 0x0108, 0x0108, 0x0108])
    await expect(decode(rle, bytes.slice(0, -1))).resolves.toBeDefined()
    await expect(decode(rle, bytes.slice(0, -2))).rejects.toMatchObject({ code: 'not-acceptable' })
  })
})

it('inflates deflated frames, but never more than the attributes announce', async () => {
  const deflated = '1.2.840.10008.1.2.8.1'
  const bytes = (length: number) => [...deflateRawSync(Buffer.alloc(length, 3))]
  expect(await decode(deflated, bytes(4), { BitsAllocated: 8 })).toEqual([3, 3, 3, 3])
  await expect(decode(deflated, bytes(10_000_000), { BitsAllocated: 8 })).rejects.toMatchObject({
    code: 'not-acceptable',
  })
})

describe('what is refused before anything is allocated', () => {
  it.each([
    ['an unknown transfer syntax', '1.2.3', {}],
    ['no rows', explicitLittle, { Rows: 0 }],
    ['far too many pixels', explicitLittle, { Rows: 65_535, Columns: 65_535 }],
    ['two samples per pixel', explicitLittle, { SamplesPerPixel: 2 }],
    ['colour with one sample', explicitLittle, { PhotometricInterpretation: 'RGB' }],
    ['more bits stored than allocated', explicitLittle, { BitsAllocated: 8, BitsStored: 12 }],
    ['an unknown photometric interpretation', explicitLittle, { PhotometricInterpretation: 'CMYK' }],
    ['bytes that are no JPEG', '1.2.840.10008.1.2.4.50', { BitsAllocated: 8 }],
    ['bytes that are no JPEG 2000', '1.2.840.10008.1.2.4.90', { BitsAllocated: 8 }],
  ])('%s', async (_, syntax, changes) => {
    await expect(decode(syntax, [0, 1, 2, 3, 4, 5, 6, 7], changes)).rejects.toMatchObject({
      code: 'not-acceptable',
    })
  })

  it('pixel data shorter than Rows and Columns', async () => {
    await expect(decode(explicitLittle, [0, 1, 2])).rejects.toMatchObject({ code: 'not-acceptable' })
  })

  it('a JPEG whose own size is another than the attributes say', async () => {
    const sof = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0, 0xff, 0xd9]
    await expect(decode('1.2.840.10008.1.2.4.50', sof, { BitsAllocated: 8 })).rejects.toThrow(/another size/)
  })
})
