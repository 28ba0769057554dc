import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import { part10Header } from '@/lib/dicom/part10-header'
import { DeflatedExplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { locateInstances } from './locate-instances'
import { readFrame } from './read-frame'
import { readInstanceBytes } from './read-instance'
import { storeInstance } from './store-instance'
import { testObject } from './test-object'

useTestDatabase()

const shared = path.resolve('../shared/data/dicom')

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

async function only(uids: { StudyInstanceUID: string; SeriesInstanceUID: string; SOPInstanceUID: string }) {
  const [instance] = await locateInstances(uids)
  if (!instance) throw new Error('not stored')
  return instance
}

describe('reading from the archive', () => {
  it('gives one frame of native pixel data, and says when there is none', async () => {
    const pixels = Buffer.from(Array.from({ length: 1024 }, (_, i) => i % 251))
    const object = testObject({ NumberOfFrames: '2' }, pixels)
    await storeInstance({ bytes: object.bytes, origin: 'test' })
    const instance = await only(object)
    expect(Buffer.from((await readFrame(instance, 2)).bytes).equals(pixels.subarray(512))).toBe(true)
    await expect(readFrame(instance, 3)).rejects.toMatchObject({ code: 'not-found' })
    const empty = testObject({}, Buffer.alloc(0))
    await storeInstance({ bytes: empty.bytes, origin: 'test' })
    await expect(readFrame(await only(empty), 1)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('finds instances only under their real parents', async () => {
    const [a, b] = [testObject(), testObject()]
    for (const { bytes } of [a, b]) await storeInstance({ bytes, origin: 'test' })
    expect(
      await locateInstances({ StudyInstanceUID: a.StudyInstanceUID, SOPInstanceUID: b.SOPInstanceUID }),
    ).toEqual([])
    expect(await locateInstances({ StudyInstanceUID: a.StudyInstanceUID })).toMatchObject([
      {
        SOPInstanceUID: a.SOPInstanceUID,
        SeriesInstanceUID: a.SeriesInstanceUID,
        byteLength: a.bytes.length,
      },
    ])
  })

  it('inflates an object once for readers that come together', async () => {
    const object = testObject({ NumberOfFrames: '2' }, Buffer.alloc(1024, 7))
    const header = part10Header({ ...object, TransferSyntaxUID: DeflatedExplicitVRLittleEndian })
    const deflated = Buffer.concat([header, deflateRawSync(object.dataSet)])
    await storeInstance({ bytes: deflated, origin: 'test' })
    const store = await storage()
    const readAll = vi.spyOn(store, 'readAll')
    const instance = await only(object)
    const frames = await Promise.all([1, 2, 1].map((frame) => readFrame(instance, frame)))
    expect(frames.map(({ bytes }) => bytes.length)).toEqual([512, 512, 512])
    expect(readAll).toHaveBeenCalledTimes(1)
    readAll.mockRestore()
  })

  it('serves a preamble that would run as zeros, everything else as it came', async () => {
    const object = testObject()
    object.bytes.write('MZ', 0, 'latin1')
    await storeInstance({ bytes: object.bytes, origin: 'test' })
    const served = await collect(readInstanceBytes(await only(object)))
    expect(served.subarray(0, 128).equals(Buffer.alloc(128))).toBe(true)
    expect(served.subarray(128).equals(object.bytes.subarray(128))).toBe(true)
  })
})

describe.skipIf(!existsSync(shared))('every real file (skipped without ../shared/data/dicom)', () => {
  const files = existsSync(shared)
    ? readFileSync(path.join(shared, 'manifest.csv'), 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0] ?? '')
        .filter((name) => name !== '')
    : []

  it('is stored and comes back byte for byte with its first frame, or is refused in words', async () => {
    const outcomes: Record<string, number> = {}
    for (const name of files) {
      const bytes = readFileSync(path.join(shared, name))
      try {
        const outcome = await storeInstance({ bytes, origin: 'test' })
        outcomes[outcome.status] = (outcomes[outcome.status] ?? 0) + 1
        const instance = await only(outcome)
        const kept = await collect(readInstanceBytes(instance))
        // Two of the files hold one data set under different file headers: the first one stays.
        const same =
          outcome.status === 'stored' ? kept.equals(bytes) : dataSetOf(kept).equals(dataSetOf(bytes))
        expect(same, name).toBe(true)
        if (instance.hasPixelData) {
          const frame = await readFrame(instance, 1).catch((error: unknown) => error)
          if (frame instanceof Error) expect(frame, name).toMatchObject({ code: 'not-found' })
        }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        expect(['unprocessable', 'conflict'], `${name}: ${error.message}`).toContain(error.code)
        const key = `${error.code} ${String(error.detail.reason ?? '')}`
        outcomes[key] = (outcomes[key] ?? 0) + 1
        if (process.env.WETREAD_TEST_SHOW) process.stdout.write(`${name}: ${error.message}\n`)
      }
    }
    if (process.env.WETREAD_TEST_SHOW) process.stdout.write(`${JSON.stringify(outcomes)}\n`)
    expect(outcomes.stored).toBeGreaterThan(200)
  }, 120_000)
})

function dataSetOf(file: Buffer): Buffer {
  return file.subarray(parsePart10(file).metaLength)
}
