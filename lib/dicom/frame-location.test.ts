import { describe, expect, it } from 'vitest'
import { frameTable } from './frame-location'
import { parsePart10 } from './parse-part10'
import { encapsulatedForTest, imageForTest, part10ForTest, type TestDataSet } from './part10-for-test'
import { readFrameBytes } from './read-frame-bytes'

async function framesOf(file: Buffer): Promise<Buffer[]> {
  const read = (offset: number, length: number) => Promise.resolve(file.subarray(offset, offset + length))
  const table = await frameTable(parsePart10(file).json, read, file.length)
  const frames: Buffer[] = []
  for (let n = 1; n <= table.NumberOfFrames; n += 1) {
    frames.push(Buffer.from(await readFrameBytes(table.at(n), read)))
  }
  return frames
}

function encapsulated(frames: Buffer[][], withTable: boolean, attributes: TestDataSet = {}): Buffer {
  const head = part10ForTest(
    { NumberOfFrames: String(frames.length), Rows: 1, Columns: 1, BitsAllocated: 8, ...attributes },
    '1.2.840.10008.1.2.4.50',
  )
  return Buffer.concat([head, encapsulatedForTest(frames, withTable)])
}

const a = Buffer.from('ffd8aaaa', 'hex')
const b = Buffer.from('ffd8bbbb', 'hex')
const more = Buffer.from('cccc', 'hex')

describe('frames of native pixel data', () => {
  it('are slices', async () => {
    expect(await framesOf(imageForTest({}, 3))).toEqual([1, 2, 3].map((n) => Buffer.alloc(256, n)))
  })
  it('of single bits begin with a byte although they do not in the file', async () => {
    const file = imageForTest({
      Rows: 1,
      Columns: 12,
      BitsAllocated: 1,
      NumberOfFrames: '2',
      PixelData: Buffer.from([0xff, 0xaf, 0x12]),
    })
    expect(await framesOf(file)).toEqual([Buffer.from([0xff, 0xaf]), Buffer.from([0x2a, 0x01])])
  })
  it('beyond the last, or beyond the bytes that are there, are not found', async () => {
    const file = imageForTest({ NumberOfFrames: '9' }, 2)
    const table = await frameTable(
      parsePart10(file).json,
      () => Promise.reject(new Error('not read')),
      file.length,
    )
    expect(() => table.at(3)).toThrow('no frame 3')
    expect(() => table.at(10)).toThrow('no frame 10')
    expect(() => table.at(0)).toThrow('no frame 0')
  })
})

describe('frames of encapsulated pixel data', () => {
  it.each([true, false])('one fragment each, offset table: %s', async (withTable) => {
    expect(await framesOf(encapsulated([[a], [b]], withTable))).toEqual([a, b])
  })
  it('several fragments each, by the offset table', async () => {
    const frames = [
      [more, more],
      [b, more],
    ]
    expect(await framesOf(encapsulated(frames, true))).toEqual(frames.map((f) => Buffer.concat(f)))
  })
  it('several fragments each without a table, by where a code stream begins', async () => {
    expect(await framesOf(encapsulated([[a, more], [b]], false))).toEqual([Buffer.concat([a, more]), b])
  })
  it('one frame takes all fragments', async () => {
    expect(await framesOf(encapsulated([[a, more, more]], false))).toEqual([Buffer.concat([a, more, more])])
  })
  it('by the extended offset table, without stepping over the fragments', async () => {
    const longs = (...values: bigint[]) => Buffer.from(BigUint64Array.from(values).buffer)
    const file = encapsulated([[a], [b]], false, {
      ExtendedOffsetTable: longs(0n, 12n),
      ExtendedOffsetTableLengths: longs(4n, 4n),
    })
    expect(await framesOf(file)).toEqual([a, b])
  })
  it('that cannot be told apart are refused as not acceptable', async () => {
    await expect(framesOf(encapsulated([[more, more], [more]], false))).rejects.toMatchObject({
      code: 'not-acceptable',
    })
  })
})
