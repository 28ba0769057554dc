import { afterAll, expect, it } from 'vitest'
import { closeDecoders } from './decode-frame'
import { decodeSamples } from './decode/decode-samples'
import { encodedSyntaxes } from './encode/encodings'
import { encodeRle } from './encode/rle'
import { decodeRle } from './decode/rle'
import { reencodeFrame } from './reencode-frame'
import { testAttributes } from './test-attributes'
import type { ImageAttributes } from './image-attributes'

afterAll(closeDecoders)

const ExplicitVRLittleEndian = '1.2.840.10008.1.2.1'
const size = { Rows: 37, Columns: 53 }

const kinds: Record<string, Partial<ImageAttributes>> = {
  '8 bit': { ...size, BitsAllocated: 8 },
  '16 bit': { ...size, BitsAllocated: 16 },
  '12 in 16 bit': { ...size, BitsAllocated: 16, BitsStored: 12 },
  '8 in 16 bit': { ...size, BitsAllocated: 16, BitsStored: 8 },
  'signed 16 bit': { ...size, BitsAllocated: 16, PixelRepresentation: 1 },
  'signed 12 in 16 bit': { ...size, BitsAllocated: 16, BitsStored: 12, PixelRepresentation: 1 },
  RGB: { ...size, BitsAllocated: 8, SamplesPerPixel: 3, PhotometricInterpretation: 'RGB' },
}

function frameOf(changes: Partial<ImageAttributes>) {
  const attributes = testAttributes(changes)
  const { Rows, Columns, SamplesPerPixel, BitsAllocated, BitsStored, PixelRepresentation } = attributes
  const count = Rows * Columns * SamplesPerPixel
  const bytes = Buffer.alloc((count * BitsAllocated) / 8)
  const range = 2 ** BitsStored
  for (let i = 0; i < count; i += 1) {
    // Every end of the range, edges and slopes.
    const value = i % 97 === 0 ? 0 : i % 89 === 0 ? range - 1 : (i * 31 + (i >> 5) * 7) % range
    const cell = PixelRepresentation === 1 ? value - range / 2 : value
    if (BitsAllocated === 8) bytes.writeUInt8(cell & 0xff, i)
    else bytes.writeUInt16LE(cell & 0xffff, 2 * i)
  }
  return { TransferSyntaxUID: ExplicitVRLittleEndian, bytes, attributes }
}

const pairs = encodedSyntaxes.flatMap((syntax) => Object.keys(kinds).map((kind) => ({ syntax, kind })))

it.each(pairs)('encodes $kind in $syntax and gives every stored value back', async ({ syntax, kind }) => {
  const frame = frameOf(kinds[kind] ?? {})
  const before = await decodeSamples(frame)
  const { bytes, PhotometricInterpretation, BitsStored } = await reencodeFrame(frame, syntax)
  expect(BitsStored).toBe(frame.attributes.BitsStored)
  const after = await decodeSamples({
    TransferSyntaxUID: syntax,
    bytes,
    attributes: { ...frame.attributes, PhotometricInterpretation },
  })
  expect(after.photometricInterpretation).toBe(before.photometricInterpretation)
  expect(Array.from(after.pixels)).toEqual(Array.from(before.pixels))
})

it('says that RGB became YBR_RCT where the codec transforms it, and keeps YBR_FULL untouched elsewhere', async () => {
  const rgb = frameOf(kinds.RGB ?? {})
  const ybr = { ...rgb, attributes: { ...rgb.attributes, PhotometricInterpretation: 'YBR_FULL' } }
  const photometric = async (frame: typeof rgb, syntax: string) =>
    (await reencodeFrame(frame, syntax)).PhotometricInterpretation
  expect(await photometric(rgb, '1.2.840.10008.1.2.4.90')).toBe('YBR_RCT')
  expect(await photometric(rgb, '1.2.840.10008.1.2.4.201')).toBe('YBR_RCT')
  expect(await photometric(rgb, '1.2.840.10008.1.2.4.80')).toBe('RGB')
  expect(await photometric(ybr, '1.2.840.10008.1.2.4.90')).toBe('YBR_FULL')
  expect(await photometric(ybr, '1.2.840.10008.1.2.5')).toBe('YBR_FULL')
  await expect(photometric(ybr, '1.2.840.10008.1.2.4.201')).rejects.toMatchObject({ code: 'not-acceptable' })
})

it('refuses what a syntax cannot hold rather than change it', async () => {
  const wide = frameOf({ ...size, BitsAllocated: 16, SamplesPerPixel: 3, PhotometricInterpretation: 'RGB' })
  // The codec gets 16-bit colours wrong: what it encoded is compared before anybody gets it.
  await expect(reencodeFrame(wide, '1.2.840.10008.1.2.4.201')).rejects.toMatchObject({
    code: 'not-acceptable',
  })
  const bits = testAttributes({ Rows: 8, Columns: 8, BitsAllocated: 1 })
  await expect(
    reencodeFrame(
      { TransferSyntaxUID: ExplicitVRLittleEndian, bytes: Buffer.alloc(8, 0x55), attributes: bits },
      '1.2.840.10008.1.2.4.80',
    ),
  ).rejects.toMatchObject({ code: 'not-acceptable' })
})

it('packs RLE rows of any length that the decoder unpacks', () => {
  for (const columns of [1, 2, 3, 127, 128, 129, 257]) {
    for (const step of [0, 1, 3]) {
      const attributes = testAttributes({ Rows: 3, Columns: columns, BitsAllocated: 32 })
      const values = Uint32Array.from({ length: 3 * columns }, (_, i) => Math.floor(i / 3) * step * 65_537)
      const bytes = encodeRle({
        bytes: new Uint8Array(values.buffer),
        rows: 3,
        columns,
        samplesPerPixel: 1,
        sampleBytes: 4,
      })
      expect(decodeRle({ TransferSyntaxUID: '1.2.840.10008.1.2.5', bytes, attributes })).toEqual(values)
    }
  }
})
