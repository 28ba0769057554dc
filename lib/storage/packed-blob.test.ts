import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeDecoders } from '@/lib/pixels/decode-frame'
import type { ImageAttributes } from '@/lib/pixels/image-attributes'
import { testAttributes } from '@/lib/pixels/test-attributes'
import { openStorage } from './open-storage'
import { packBlob } from './packed-blob'

const jls = '1.2.840.10008.1.2.4.80'
const htj2k = '1.2.840.10008.1.2.4.201'
const size = { Rows: 64, Columns: 64 }
let dataDir: string
beforeEach(async () => (dataDir = await mkdtemp(path.join(tmpdir(), 'wetread-pack-'))))
afterEach(() => rm(dataDir, { recursive: true }))
afterAll(closeDecoders)

/** Head, frames that rise slowly, tail; `dirt` fills what the attributes call unused. */
function fileOf(attributes: ImageAttributes, NumberOfFrames: number, dirt = 0) {
  const { Rows, Columns, SamplesPerPixel, BitsAllocated, BitsStored } = attributes
  const cells = Rows * Columns * SamplesPerPixel * NumberOfFrames
  const pixels = Buffer.alloc((cells * BitsAllocated) / 8)
  for (let i = 0; i < cells; i += 1) {
    const value = Math.floor(i / 7) % 2 ** Math.min(BitsStored, 11)
    if (BitsAllocated === 8) pixels.writeUInt8(value & 0xff, i)
    else pixels.writeUInt16LE(value | (i % 500 === 0 ? dirt : 0), 2 * i)
  }
  const head = Buffer.alloc(1500, 'head')
  const file = Buffer.concat([head, pixels, Buffer.alloc(37, 'tail')])
  return { file, from: head.length, frameLength: pixels.length / NumberOfFrames, NumberOfFrames, attributes }
}

const kinds = {
  '12 in 16 bit': fileOf(testAttributes({ ...size, BitsStored: 12 }), 3),
  'signed 16 bit': fileOf(testAttributes({ ...size, PixelRepresentation: 1 }), 2),
  'dirty unused bits': fileOf(testAttributes({ ...size, BitsStored: 12 }), 2, 0x8000),
  RGB: fileOf(
    testAttributes({ ...size, BitsAllocated: 8, SamplesPerPixel: 3, PhotometricInterpretation: 'RGB' }),
    2,
  ),
  'RGB by plane': fileOf(
    testAttributes({
      ...size,
      ...{ BitsAllocated: 8, SamplesPerPixel: 3, PhotometricInterpretation: 'RGB', PlanarConfiguration: 1 },
    }),
    2,
  ),
}

describe.each([jls, htj2k])('packed in %s', (TransferSyntaxUID) => {
  it.each(Object.keys(kinds) as (keyof typeof kinds)[])(
    '%s comes back bit for bit, whole and by any range',
    async (kind) => {
      const input = kinds[kind]
      const { file } = input
      const packed = await packBlob({ ...input, TransferSyntaxUID })
      expect(packed?.length).toBeLessThan(file.length)
      const store = await openStorage({ dataDir })
      const staged = await store.stage(packed ?? Buffer.alloc(0), { packed: true })
      await staged.commit()
      const { blobName } = staged
      expect(Buffer.from(await store.readAll(blobName)).equals(file)).toBe(true)
      const pieces: Uint8Array[] = []
      for await (const piece of store.pieces(blobName)) pieces.push(Buffer.from(piece))
      expect(Buffer.concat(pieces).equals(file)).toBe(true)
      for (const [offset, length] of [
        [0, 8],
        [input.from - 3, 10],
        [input.from + input.frameLength - 5, 11],
        [file.length - 40, 100],
        [file.length, 10],
      ] as const) {
        const range = await store.readRange(blobName, offset, length)
        expect(Buffer.from(range).equals(file.subarray(offset, offset + length)), `${offset}`).toBe(true)
      }
    },
  )
})

it('is not made where it would save nothing', async () => {
  const attributes = testAttributes({ Rows: 2, Columns: 2 })
  expect(await packBlob({ ...fileOf(attributes, 1), TransferSyntaxUID: jls })).toBeNull()
})

it('an object that looks like the packed form is only itself', async () => {
  const { file, ...rest } = kinds['12 in 16 bit']
  const packed = (await packBlob({ file, ...rest, TransferSyntaxUID: jls })) ?? Buffer.alloc(0)
  const store = await openStorage({ dataDir })
  const { blobName } = await store.write(packed)
  expect(Buffer.from(await store.readAll(blobName)).equals(packed)).toBe(true)
})
