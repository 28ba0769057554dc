import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { asFile, asPdf } from '../file-for-test'
import type { Raster } from '../raster/raster'
import { decodePage, inspectFile } from './decode-page'

/** Every one of 65,536 greys, each once. */
const deep: Raster = {
  width: 256,
  height: 256,
  channels: 1,
  data: Uint16Array.from({ length: 65_536 }, (_, n) => n),
}
const flat: Raster = {
  width: 60,
  height: 40,
  channels: 1,
  data: Uint8Array.from({ length: 2_400 }, (_, n) => (n % 60 < 30 ? 30 : 200)),
}

async function decoded(bytes: Uint8Array, colour = false): Promise<Raster> {
  return decodePage(bytes, await inspectFile(bytes), { page: 1, colour })
}

describe('a file', () => {
  it.each(['tiff', 'png'] as const)('%s of 16 bits keeps all 65,536 greys', async (kind) => {
    const bytes = await asFile(deep, kind)
    expect(await inspectFile(bytes)).toMatchObject({ bits: 16, colour: false, pages: 1 })
    const raster = await decoded(bytes)
    expect(raster.data).toBeInstanceOf(Uint16Array)
    expect(Buffer.from(raster.data.buffer).equals(Buffer.from(deep.data.buffer))).toBe(true)
  })

  it.each(['tiff', 'png'] as const)('%s of 8 bits keeps its greys', async (kind) => {
    expect([...(await decoded(await asFile(flat, kind))).data]).toEqual([...flat.data])
  })

  it('from a phone held sideways stands upright', async () => {
    const bytes = await asFile(flat, 'jpeg', { orientation: 6 })
    expect((await inspectFile(bytes)).sizes).toEqual([{ width: 40, height: 60 }])
    const raster = await decoded(bytes)
    expect([raster.width, raster.height]).toEqual([40, 60])
    // Orientation 6 turns clockwise: what was on the left is on top.
    expect(raster.data[5 * 40 + 20] ?? 255).toBeLessThan(60)
    expect(raster.data[55 * 40 + 20] ?? 0).toBeGreaterThan(170)
  })

  it('as PDF is drawn with the pixels of its picture', async () => {
    const page: Raster = { ...flat, width: 1_200, height: 900, data: new Uint8Array(1_080_000).fill(77) }
    const bytes = asPdf(await asFile(page, 'jpeg'), page)
    expect(await inspectFile(bytes)).toMatchObject({
      mediaType: 'application/pdf',
      pages: 1,
      sizes: [{ width: 1_200, height: 900 }],
    })
    const raster = await decoded(bytes)
    expect([raster.width, raster.height, raster.channels]).toEqual([1_200, 900, 1])
    expect(Math.abs((raster.data[540_600] ?? 0) - 77)).toBeLessThan(3)
  })
})

describe('a bad file', () => {
  it('is told by its bytes, whatever it is called', async () => {
    await expect(inspectFile(Buffer.from('GIF89a nothing'))).rejects.toMatchObject({
      code: 'unsupported-media',
    })
    const dicom = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')])
    await expect(inspectFile(dicom)).rejects.toThrow('DICOM file already')
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic')])
    await expect(inspectFile(heic)).rejects.toThrow('Most compatible')
  })

  it('that is cut off is refused in words', async () => {
    const whole = await asFile(deep, 'tiff')
    await expect(decoded(whole.slice(0, whole.length / 2))).rejects.toMatchObject({ code: 'unprocessable' })
    const jpeg = await asFile({ ...flat, width: 600, height: 4 }, 'jpeg')
    await expect(decoded(jpeg.slice(0, jpeg.length - 60))).rejects.toMatchObject({ code: 'unprocessable' })
    await expect(inspectFile(Buffer.from('%PDF-1.4\nnothing more'))).rejects.toMatchObject({
      code: 'unprocessable',
    })
  })

  it('that claims more pixels than any film has is refused before one is decoded', async () => {
    await expect(inspectFile(pngBomb(60_000, 60_000))).rejects.toMatchObject({ code: 'too-large' })
  })
})

/** A PNG of a few bytes that unpacks to gigabytes. */
function pngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(data.length, 0)
    head.write(type, 4, 'latin1')
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc(Buffer.concat([head.subarray(4), data])), 0)
    return Buffer.concat([head, data, check])
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = deflateSync(Buffer.alloc(1_000_000))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0)
  }
  return (value ^ 0xffffffff) >>> 0
}
