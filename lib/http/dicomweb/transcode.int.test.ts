import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transcodePart10 } from '@/lib/archive/transcode-part10'
import { useTestDatabase } from '@/lib/db/test-database'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { encapsulatedForTest, imageForTest, part10ForTest } from '@/lib/dicom/part10-for-test'
import { newUid } from '@/lib/dicom/uid'
import { closeDecoders } from '@/lib/pixels/decode-frame'
import { routes } from '../routes'
import { createServer } from '../server'
import { clientForTest, partsOf, type TestClient } from './client-for-test'

useTestDatabase()

const ELE = '1.2.840.10008.1.2.1'
const JLS = '1.2.840.10008.1.2.4.80'
const J2K = '1.2.840.10008.1.2.4.90'
const HTJ2K = '1.2.840.10008.1.2.4.201'
const RLE = '1.2.840.10008.1.2.5'
const HEVC = '1.2.840.10008.1.2.4.107'
const multipart = (uid?: string) =>
  `multipart/related; type="application/dicom"${uid ? `; transfer-syntax=${uid}` : ''}`

let app: FastifyInstance
let client: TestClient

/** One study of one series: an image in explicit little endian, one in JPEG 2000, and a report. */
const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() }
const plainUid = newUid()
const codedUid = newUid()
const series = `/studies/${uids.StudyInstanceUID}/series/${uids.SeriesInstanceUID}`
const plain = imageForTest({ ...uids, SOPInstanceUID: plainUid }, 2)
let coded: Buffer
const video = {
  StudyInstanceUID: newUid(),
  SeriesInstanceUID: newUid(),
  SOPInstanceUID: newUid(),
  PatientID: 'T2',
}

beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
  const source = imageForTest({ ...uids, SOPInstanceUID: codedUid }, 3)
  coded = await transcodePart10(source, J2K)
  const film = Buffer.concat([
    part10ForTest(
      {
        ...video,
        ...{ SamplesPerPixel: 3, PhotometricInterpretation: 'YBR_PARTIAL_420', NumberOfFrames: '1' },
        ...{ Rows: 16, Columns: 16, BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelRepresentation: 0 },
      },
      HEVC,
    ),
    encapsulatedForTest([[Buffer.alloc(64, 1)]], false),
  ])
  expect((await client.store([plain, coded])).status).toBe(200)
  expect((await client.store([film])).status).toBe(200)
})
afterAll(async () => {
  await app.close()
  await closeDecoders()
})

function samplesOf(file: Uint8Array): Buffer {
  const { bytes, pixelData } = parsePart10(file)
  const { offset = 0, length = 0 } = pixelData ?? {}
  return Buffer.from(bytes.subarray(offset, offset + length))
}
const filled = (frames: number) =>
  Buffer.concat(Array.from({ length: frames }, (_, n) => Buffer.alloc(256, n + 1)))

describe('whole objects in another syntax', () => {
  it('B66 without a transfer syntax: explicit little endian, converted where it has to be', async () => {
    const parts = await partsOf(await client.get(series, { accept: multipart() }))
    expect(parts.map(({ type }) => type)).toEqual(Array(2).fill(`application/dicom; transfer-syntax=${ELE}`))
    const bySize = parts.map(({ body }) => samplesOf(body)).sort((a, b) => a.length - b.length)
    expect(bySize).toEqual([filled(2), filled(3)])
    expect(parts.some(({ body }) => body.equals(plain))).toBe(true)
  })
  it('B67 from explicit little endian to JPEG 2000 and back, equal in every pixel', async () => {
    const [there] = await partsOf(
      await client.get(`${series}/instances/${plainUid}`, { accept: multipart(J2K) }),
    )
    const body = there?.body ?? Buffer.alloc(0)
    expect(parsePart10(body).TransferSyntaxUID).toBe(J2K)
    expect(samplesOf(await transcodePart10(body, ELE))).toEqual(filled(2))
    const back = await client.get(`${series}/instances/${codedUid}`, { accept: 'application/dicom' })
    const bytes = Buffer.from(await back.arrayBuffer())
    expect(back.headers.get('content-length')).toBe(String(bytes.length))
    expect(samplesOf(bytes)).toEqual(filled(3))
  })
  it.each([RLE, JLS, HTJ2K, '1.2.840.10008.1.2', '1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.4.70'])(
    'gives %s',
    async (uid) => {
      const parts = await partsOf(await client.get(series, { accept: multipart(uid) }))
      expect(parts.map(({ body }) => parsePart10(body).TransferSyntaxUID)).toEqual([uid, uid])
    },
  )
  it('B68, B69 what we cannot write or read: 406; with * the original', async () => {
    const url = `/studies/${video.StudyInstanceUID}`
    expect((await client.get(url, { accept: multipart() })).status).toBe(406)
    expect((await client.get(url, { accept: multipart(ELE) })).status).toBe(406)
    expect((await client.get(series, { accept: multipart('1.2.840.10008.1.2.4.100') })).status).toBe(406)
    const [part] = await partsOf(await client.get(url, { accept: multipart('*') }))
    expect(part?.type).toBe(`application/dicom; transfer-syntax=${HEVC}`)
  })
  it('B70 a series of mixed syntaxes comes as stored with *, and not at all in one that it cannot have', async () => {
    const parts = await partsOf(await client.get(series, { accept: multipart('*') }))
    expect(parts.map(({ body }) => body).some((body) => body.equals(coded))).toBe(true)
    expect(new Set(parts.map(({ type }) => type))).toEqual(
      new Set([ELE, J2K].map((uid) => `application/dicom; transfer-syntax=${uid}`)),
    )
    const { SOPInstanceUID, ...parents } = { ...video, SOPInstanceUID: newUid() }
    await client.store([imageForTest({ ...parents, SOPInstanceUID })])
    const mixed = `/studies/${video.StudyInstanceUID}`
    expect((await client.get(mixed, { accept: multipart(ELE) })).status).toBe(406)
    expect(await partsOf(await client.get(mixed, { accept: multipart('*') }))).toHaveLength(2)
  })
  it('B75 takes the accept parameter before the header, and quality values', async () => {
    const accept = encodeURIComponent(multipart(JLS))
    const [part] = await partsOf(
      await client.get(`${series}/instances/${plainUid}?accept=${accept}`, { accept: 'image/png' }),
    )
    expect(part?.type).toBe(`application/dicom; transfer-syntax=${JLS}`)
    const weighed = `${multipart(JLS)}; q=0.1, ${multipart(RLE)}; q=0.9`
    const [other] = await partsOf(await client.get(`${series}/instances/${plainUid}`, { accept: weighed }))
    expect(other?.type).toBe(`application/dicom; transfer-syntax=${RLE}`)
  })
  it('B98 an object without pixels in explicit little endian', async () => {
    const report = {
      StudyInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      Modality: 'SR',
      PatientID: 'T3',
    }
    const file = await transcodePart10(part10ForTest(report), '1.2.840.10008.1.2')
    await client.store([file])
    const answer = await client.get(`/studies/${report.StudyInstanceUID}`, { accept: multipart() })
    const [part] = await partsOf(answer)
    expect([answer.status, part?.type]).toEqual([200, `application/dicom; transfer-syntax=${ELE}`])
    expect(parsePart10(part?.body ?? Buffer.alloc(0)).json).toEqual(
      parsePart10(part10ForTest({ ...report, SOPInstanceUID: parsePart10(file).MediaStorageSOPInstanceUID }))
        .json,
    )
  })
  it('B99 HEAD has the length of what would come', async () => {
    const accept = `application/dicom; transfer-syntax=${JLS}`
    const url = `${series}/instances/${plainUid}`
    const head = await client.send(url, { method: 'HEAD', headers: { accept } })
    const body = await (await client.get(url, { accept })).arrayBuffer()
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(body.byteLength)])
    const options = await client.send(url, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([200, 'GET, DELETE, HEAD, OPTIONS'])
  })
})

describe('frames in another syntax', () => {
  it.each([
    ['image/jls', JLS],
    ['image/jp2', J2K],
    ['image/jphc', HTJ2K],
    ['image/dicom-rle', RLE],
    ['image/jpeg', '1.2.840.10008.1.2.4.70'],
  ])('B83 as %s', async (type, uid) => {
    const accept = `multipart/related; type="${type}"`
    const answer = await client.get(`${series}/instances/${plainUid}/frames/2,1`, { accept })
    const parts = await partsOf(answer)
    expect(parts.map((part) => part.type)).toEqual(Array(2).fill(`${type}; transfer-syntax=${uid}`))
    // Frame 2 is filled with 2: put back into an object it must decode to that.
    const [first] = parts
    const file = await transcodePart10(imageForTest({}, 1), uid)
    const { metaLength } = parsePart10(file)
    const head = imageForTest({ PixelData: Buffer.alloc(0) }, 1)
    const native = parsePart10(head)
    const end = head.length - 12
    const even = Buffer.concat([first?.body ?? Buffer.alloc(0), Buffer.alloc((first?.body.length ?? 0) % 2)])
    const whole = Buffer.concat([
      file.subarray(0, metaLength),
      head.subarray(native.metaLength, end),
      encapsulatedForTest([[even]], false),
    ])
    expect(samplesOf(await transcodePart10(whole, ELE))).toEqual(Buffer.alloc(256, 2))
  })
  it('B79 little endian samples of compressed frames, in the order asked for', async () => {
    const parts = await partsOf(
      await client.get(`${series}/instances/${codedUid}/frames/3,1`, {
        accept: 'multipart/related; type="application/octet-stream"',
      }),
    )
    expect(parts.map(({ body }) => body)).toEqual([Buffer.alloc(256, 3), Buffer.alloc(256, 1)])
    expect(parts[0]?.type).toBe(`application/octet-stream; transfer-syntax=${ELE}`)
  })
  it('of what cannot be decoded: 406, and as stored with *', async () => {
    const url = `/studies/${video.StudyInstanceUID}/series/${video.SeriesInstanceUID}/instances/${video.SOPInstanceUID}/frames/1`
    expect((await client.get(url, { accept: 'image/jls' })).status).toBe(406)
    expect((await client.get(url, { accept: 'application/octet-stream' })).status).toBe(406)
    const stored = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'
    expect((await client.get(url, { accept: stored })).status).toBe(200)
  })
})
