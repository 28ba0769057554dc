import { afterAll, beforeEach, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { imageForTest, part10ForTest } from '@/lib/dicom/part10-for-test'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { newUid } from '@/lib/dicom/uid'
import { closeDecoders } from '@/lib/pixels/decode-frame'
import { storage } from '@/lib/storage/storage'
import { examineInstance } from '../examine-instance'
import { locateInstances } from '../locate-instances'
import { readFrame } from '../read-frame'
import { readInstanceBytes } from '../read-instance'
import { storeInstance } from '../store-instance'
import { transcodeInstance } from '../transcode-instance'
import { packDue } from './pack-due'
import { storageSavings } from './storage-savings'

useTestDatabase()
afterAll(closeDecoders)
beforeEach(async () => {
  await db().packedInstance.deleteMany()
})

const price = { perTerabyteMonth: 20, currency: 'EUR' }
const reencode = { codec: 'htj2k', afterDays: 0 } as const
const later = () => new Date(Date.now() + 1000)

/** Frame n is filled with n. */
async function storeImage(NumberOfFrames = 4) {
  const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() }
  const frames = Array.from({ length: NumberOfFrames }, (_, n) => Buffer.alloc(128 * 128, n + 1))
  const size = { Rows: 128, Columns: 128, PixelData: Buffer.concat(frames) }
  const file = imageForTest({ ...uids, ...size, PatientID: newUid() }, NumberOfFrames)
  await storeInstance({ bytes: file, origin: 'test' })
  return { file, uids, located: async () => (await locateInstances(uids))[0] }
}

async function bytesOf(instance: { blobName: string }): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readInstanceBytes(instance) as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}

it('packs what has lain long enough, and everybody reads what came', async () => {
  const { file, located } = await storeImage()
  const before = await located()
  expect(await packDue(reencode, { now: later() })).toBeGreaterThan(0)
  const after = await located()
  if (!before || !after) throw new Error('the instance is there')
  expect(after.blobName).not.toBe(before.blobName)
  expect(after.studyRevision).toBe(before.studyRevision)
  expect((await bytesOf(after)).equals(file)).toBe(true)
  expect(await examineInstance(after)).toBeNull()
  expect(Buffer.from((await readFrame(after, 3)).bytes)).toEqual(Buffer.alloc(128 * 128, 3))
  const jls = await transcodeInstance(after, '1.2.840.10008.1.2.4.80')
  expect(parsePart10(jls).TransferSyntaxUID).toBe('1.2.840.10008.1.2.4.80')
  const sealed = []
  for await (const blob of (await storage()).list()) if (blob.blobName === after.blobName) sealed.push(blob)
  expect(sealed[0]?.byteLength).toBeLessThan(file.length)

  const savings = await storageSavings({ reencode, storagePrice: price })
  expect(savings.months[0]).toMatchObject({ instances: expect.any(Number) as number })
  expect(savings.savedBytes).toBeGreaterThan(0)
  expect(savings.savedPerMonth).toBeCloseTo((savings.savedBytes / 1e12) * 20)
})

it('keeps the former blob for those who are reading it, then removes it', async () => {
  const { located } = await storeImage()
  const before = await located()
  await packDue(reencode, { now: later() })
  const store = await storage()
  expect(await store.has(before?.blobName ?? '')).toBe(true)
  await packDue(reencode, { now: new Date(Date.now() + 60_000), graceMs: 1000 })
  expect(await store.has(before?.blobName ?? '')).toBe(false)
  expect(await db().packedInstance.count({ where: { formerBlobName: { not: null } } })).toBe(0)
})

it('an object that is sent again is still the same', async () => {
  const { file, uids } = await storeImage()
  await packDue(reencode, { now: later() })
  await storeInstance({ bytes: file, origin: 'test' })
  expect(await locateInstances(uids)).toHaveLength(1)
})

it('leaves what is too young, what has no pixels, and what would not become smaller', async () => {
  const { located } = await storeImage()
  const before = await located()
  expect(await packDue({ codec: 'jpeg-ls', afterDays: 1 }, { now: later() })).toBe(0)
  expect((await located())?.blobName).toBe(before?.blobName)
  await storeInstance({ bytes: part10ForTest({ PatientID: newUid() }), origin: 'test' })
  await packDue({ codec: 'jpeg-ls', afterDays: 0 }, { now: later() })
  const noise = Buffer.from(Array.from({ length: 256 }, (_, i) => (i * 7919 + ((i * i * 31) >> 3)) & 0xff))
  const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() }
  await storeInstance({
    bytes: imageForTest({ ...uids, PatientID: newUid(), PixelData: noise }),
    origin: 'test',
  })
  const [loud] = await locateInstances(uids)
  await packDue({ codec: 'jpeg-ls', afterDays: 0 }, { now: later() })
  expect((await locateInstances(uids))[0]?.blobName).toBe(loud?.blobName)
  expect(await db().packedInstance.findUnique({ where: { instanceId: loud?.id ?? '' } })).toMatchObject({
    packed: false,
  })
})
