import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { locateInstances } from '@/lib/archive/locate-instances'
import { useTestDatabase } from '@/lib/db/test-database'
import { tagOf } from '@/lib/dicom/dictionary'
import { readInstanceHeader } from '@/lib/dicom/instance-header'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { encapsulatedForTest, imageForTest, part10ForTest } from '@/lib/dicom/part10-for-test'
import { newUid } from '@/lib/dicom/uid'
import { closeDecoders } from '@/lib/pixels/decode-frame'
import { storage } from '@/lib/storage/storage'
import { routes } from '../routes'
import { createServer } from '../server'
import { signInForTest } from '../sign-in-for-test'
import { clientForTest, jsonListOf, partsOf, type TestClient } from './client-for-test'

useTestDatabase()

const shared = path.resolve('../shared/data/dicom')
let app: FastifyInstance
let client: TestClient
const StudyInstanceUID = newUid()
const SeriesInstanceUID = newUid()
const SOPInstanceUID = newUid()
const study = `/studies/${StudyInstanceUID}`
const series = `${study}/series/${SeriesInstanceUID}`
const instance = `${series}/instances/${SOPInstanceUID}`
const image = imageForTest(
  {
    StudyInstanceUID,
    SeriesInstanceUID,
    SOPInstanceUID,
    ReferringPhysicianName: 'Stone^Rosa',
    RedPaletteColorLookupTableData: Buffer.from([1, 2, 3, 4]),
    ReferencedStudySequence: [{ EncapsulatedDocument: Buffer.alloc(2000, 5) }],
  },
  3,
)
const noPixels = part10ForTest({ StudyInstanceUID, SeriesInstanceUID, Modality: 'SR' })

beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
  expect((await client.store([image])).status).toBe(200)
})
afterAll(async () => {
  await app.close()
  await closeDecoders()
})

const dicom = 'multipart/related; type="application/dicom"; transfer-syntax=*'
const octets = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'

describe('whole objects', () => {
  it.each([study, series, instance])('B65 %s gives the stored bytes', async (url) => {
    const answer = await client.get(url, { accept: dicom })
    expect(answer.headers.get('content-type')).toMatch(
      /^multipart\/related; type="application\/dicom"; boundary=/,
    )
    const [part, ...more] = await partsOf(answer)
    expect(more).toEqual([])
    expect(part?.body.equals(image)).toBe(true)
    expect(part).toMatchObject({
      type: 'application/dicom; transfer-syntax=1.2.840.10008.1.2.1',
      location: client.url + instance,
    })
  })
  it('B71 a single part for an instance, not for a study; B68 no syntax that we do not write', async () => {
    const answer = await client.get(instance, { accept: 'application/dicom' })
    expect(Buffer.from(await answer.arrayBuffer()).equals(image)).toBe(true)
    expect((await client.get(study, { accept: 'application/dicom' })).status).toBe(406)
    for (const uid of ['1.2.840.10008.1.2.4.100', 'nope']) {
      const accept = `multipart/related; type="application/dicom"; transfer-syntax=${uid}`
      expect((await client.get(instance, { accept })).status).toBe(406)
    }
  })
  it('B76, B77 unknown, or under another parent: 404; B78 no UID: 400', async () => {
    const other = newUid()
    for (const tail of ['', '/metadata']) {
      expect((await client.get(`/studies/${other}${tail}`)).status).toBe(404)
      expect((await client.get(`${study}/series/${other}${tail}`)).status).toBe(404)
      expect((await client.get(`${series}/instances/${other}${tail}`)).status).toBe(404)
      expect((await client.get(`/studies/1.x${tail}`)).status).toBe(400)
    }
    const foreign = imageForTest({ StudyInstanceUID: other, SeriesInstanceUID: newUid(), PatientID: 'T2' })
    await client.store([foreign])
    expect(
      (await client.get(`/studies/${other}/series/${SeriesInstanceUID}/instances/${SOPInstanceUID}`)).status,
    ).toBe(404)
  })
  it('B99 HEAD has the headers of GET', async () => {
    const answer = await client.send(instance, { method: 'HEAD', headers: { accept: 'application/dicom' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-length')).toBe(String(image.length))
    expect(answer.headers.get('etag')).toBeTruthy()
  })
  it('a preamble that an operating system would run is served as zeros', async () => {
    const file = imageForTest({ StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), PatientID: 'T3' })
    const header = readInstanceHeader(parsePart10(file))
    file.write('MZ', 0, 'latin1')
    await client.store([file])
    const [part] = await partsOf(await client.get(`/studies/${header.StudyInstanceUID}`))
    expect(part?.body.subarray(0, 128)).toEqual(Buffer.alloc(128))
    expect(part?.body.subarray(128).equals(file.subarray(128))).toBe(true)
  })
})

describe('a study of which an object cannot be read (B97)', () => {
  it('is given without it, and says so; without any it is an error', async () => {
    const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), PatientID: 'T5' }
    await client.store([imageForTest(uids), imageForTest(uids)])
    const [first, second] = await locateInstances(uids)
    await (await storage()).remove(first?.blobName ?? '')
    const answer = await client.get(`/studies/${uids.StudyInstanceUID}`)
    expect([answer.status, answer.headers.get('warning')]).toEqual([
      206,
      '299 wetread "1 objects cannot be read now"',
    ])
    expect(await partsOf(answer)).toHaveLength(1)
    await (await storage()).remove(second?.blobName ?? '')
    expect((await client.get(`/studies/${uids.StudyInstanceUID}`)).status).toBe(500)
  })
})

describe('metadata', () => {
  it('B87 has all attributes, and bulk data by addresses that answer', async () => {
    const answer = await client.get(`${instance}/metadata`)
    expect(answer.headers.get('content-type')).toMatch('application/dicom+json')
    const [json] = await jsonListOf(answer)
    expect(json?.[tagOf('Rows')]).toEqual({ vr: 'US', Value: [16] })
    const palette = json?.[tagOf('RedPaletteColorLookupTableData')]?.BulkDataURI ?? ''
    expect(palette).toBe(`${client.url}${instance}/bulkdata/00281201`)
    const bulk = await client.get(palette.slice(client.url.length))
    expect(Buffer.from(await bulk.arrayBuffer())).toEqual(Buffer.from([1, 2, 3, 4]))
    expect(JSON.stringify(json)).not.toContain('"BulkData"')
    const nested = await client.get(`${instance}/bulkdata/${tagOf('ReferencedStudySequence')}/1/00420011`)
    expect(Buffer.from(await nested.arrayBuffer())).toEqual(Buffer.alloc(2000, 5))
  })
  it('B88 application/json too, XML 406', async () => {
    expect((await client.get(`${study}/metadata`, { accept: 'application/json' })).status).toBe(200)
    for (const accept of ['multipart/related; type="application/dicom+xml"', 'nope/nope']) {
      expect((await client.get(`${series}/metadata`, { accept })).status).toBe(406)
    }
  })
  it('B91 bulk data by range; addresses without bulk data are 404', async () => {
    const url = `${instance}/bulkdata/00281201`
    const part = await client.get(url, { range: 'bytes=1-2' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1-2/4'])
    expect(Buffer.from(await part.arrayBuffer())).toEqual(Buffer.from([2, 3]))
    expect((await client.get(url, { range: 'bytes=9-' })).status).toBe(416)
    for (const wrong of ['00100010', '99999999', '__proto__', '00281201/1/00281201', '..%2F..%2Fx']) {
      expect((await client.get(`${instance}/bulkdata/${wrong}`)).status, wrong).toBe(404)
    }
  })
})

describe('large bulk data', () => {
  const words = Uint16Array.from({ length: 1536 * 1024 }, (_, n) => n % 65_521)
  const value = Buffer.from(words.buffer)
  const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() }
  const url = `/studies/${uids.StudyInstanceUID}/series/${uids.SeriesInstanceUID}/instances/${uids.SOPInstanceUID}/bulkdata/00281201`

  it('is given in pieces, whole or by a range of any bounds', async () => {
    const file = imageForTest({ ...uids, PatientID: 'T5', RedPaletteColorLookupTableData: value })
    expect((await client.store([file])).status).toBe(200)
    const whole = await client.get(url)
    expect(whole.headers.get('content-length')).toBe(String(value.length))
    expect(Buffer.from(await whole.arrayBuffer()).equals(value)).toBe(true)
    const [part] = await partsOf(await client.get(url, { accept: octets }))
    expect(part?.body.equals(value)).toBe(true)
    for (const [from, to] of [
      [0, 0],
      [3, 1024 * 1024 + 4],
      [1024 * 1024 - 1, value.length - 1],
    ] as const) {
      const ranged = await client.get(url, { range: `bytes=${from}-${to}` })
      expect(Buffer.from(await ranged.arrayBuffer()).equals(value.subarray(from, to + 1)), `${from}`).toBe(
        true,
      )
    }
  })

  it('is not read where one byte is asked for', async () => {
    const store = await storage()
    const read = vi.spyOn(store, 'readRange')
    await client.get(url, { range: 'bytes=2000000-2000000' })
    expect(read.mock.calls.reduce((sum, [, , length]) => sum + length, 0)).toBeLessThan(256 * 1024)
    read.mockRestore()
  })
})

describe('frames', () => {
  it('B79, B86 in the order asked for', async () => {
    const parts = await partsOf(await client.get(`${instance}/frames/3,1`, { accept: octets }))
    expect(parts.map((part) => part.body)).toEqual([Buffer.alloc(256, 3), Buffer.alloc(256, 1)])
    expect(parts[0]).toMatchObject({
      type: 'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1',
      location: `${client.url}${instance}/frames/3`,
    })
  })
  it('B80 single part; B81 beyond the last: 404; B82 no number: 400', async () => {
    const one = await client.get(`${instance}/frames/2`, { accept: 'application/octet-stream' })
    expect(Buffer.from(await one.arrayBuffer())).toEqual(Buffer.alloc(256, 2))
    expect((await client.get(`${instance}/frames/4`)).status).toBe(404)
    for (const wrong of ['0', '-1', '1,-1', '0,1', 'abc', '%25', '1%00']) {
      expect((await client.get(`${instance}/frames/${wrong}`)).status, wrong).toBe(400)
    }
  })
  it('B84 of several fragments are whole; B83 in their media type only', async () => {
    const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() }
    const jpeg = await sharp(Buffer.alloc(16 * 16, 99), { raw: { width: 16, height: 16, channels: 1 } })
      .toColourspace('b-w')
      .jpeg()
      .toBuffer()
    const even = jpeg.length % 2 === 0 ? jpeg : Buffer.concat([jpeg, Buffer.alloc(1)])
    const cut = 100
    const file = Buffer.concat([
      part10ForTest(
        { ...uids, ...pixelModule, NumberOfFrames: '2', PatientID: 'T4' },
        '1.2.840.10008.1.2.4.50',
      ),
      encapsulatedForTest([[even.subarray(0, cut), even.subarray(cut)], [even]], true),
    ])
    expect((await client.store([file])).status).toBe(200)
    const url = `/studies/${uids.StudyInstanceUID}/series/${uids.SeriesInstanceUID}/instances/${uids.SOPInstanceUID}`
    const parts = await partsOf(await client.get(`${url}/frames/1,2`, { accept: octets }))
    expect(parts.map((part) => part.body.equals(even))).toEqual([true, true])
    expect(parts[0]?.type).toMatch('transfer-syntax=1.2.840.10008.1.2.4.50')
    const single = await client.get(`${url}/frames/1`, { accept: 'image/jpeg' })
    expect(single.headers.get('content-type')).toMatch('image/jpeg')
    const wrongPair = 'image/jp2; transfer-syntax=1.2.840.10008.1.2.4.50'
    expect((await client.get(`${url}/frames/1`, { accept: wrongPair })).status).toBe(406)
    const decoded = await client.get(`${url}/frames/1`, { accept: 'application/octet-stream' })
    const samples = Buffer.from(await decoded.arrayBuffer())
    expect(samples.length).toBe(256)
    expect(Math.abs((samples[0] ?? 0) - 99)).toBeLessThanOrEqual(2)
    const bulk = await partsOf(await client.get(`${url}/bulkdata/7FE00010`))
    expect(bulk).toHaveLength(2)
  })
  it('B85 of an object without pixels: 404', async () => {
    await client.store([noPixels])
    const { SOPInstanceUID: uid } = readInstanceHeader(parsePart10(noPixels))
    expect((await client.get(`${series}/instances/${uid}/frames/1`)).status).toBe(404)
    expect((await client.get(`${series}/instances/${uid}/rendered`)).status).toBe(404)
  })
})

const pixelModule = {
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: 16,
  Columns: 16,
  BitsAllocated: 8,
  BitsStored: 8,
  HighBit: 7,
  PixelRepresentation: 0,
}

describe('rendered', () => {
  it('B92 JPEG, or PNG when asked; nothing else', async () => {
    const jpeg = await client.get(`${instance}/rendered`)
    expect(jpeg.headers.get('content-type')).toBe('image/jpeg')
    const png = await client.get(`${instance}/frames/2/rendered`, { accept: 'image/png' })
    expect(await sharp(Buffer.from(await png.arrayBuffer())).metadata()).toMatchObject({
      format: 'png',
      width: 16,
    })
    expect((await client.get(`${instance}/rendered`, { accept: 'image/svg+xml' })).status).toBe(406)
  })
  it('B93 to B95 as asked, wrong parameters 400, frame beyond the last 404', async () => {
    const sized = await client.get(`${instance}/rendered?viewport=8,8&window=1,2&quality=50`)
    expect(await sharp(Buffer.from(await sized.arrayBuffer())).metadata()).toMatchObject({
      width: 8,
      height: 8,
    })
    for (const wrong of [
      'quality=0',
      'viewport=0,0',
      'viewport=100000,100000',
      'window=NaN,1',
      'quality=1&quality=2',
    ]) {
      expect((await client.get(`${instance}/rendered?${wrong}`)).status, wrong).toBe(400)
    }
    expect((await client.get(`${instance}/frames/4/rendered`)).status).toBe(404)
  })
  it('thumbnails of every level', async () => {
    for (const url of [study, series, instance]) {
      expect((await client.get(`${url}/thumbnail`)).headers.get('content-type'), url).toBe('image/jpeg')
    }
  })
})

describe('caching and access', () => {
  it('B89, B90 an ETag that changes with the study', async () => {
    const first = await client.get(`${study}/metadata`)
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const same = await client.get(`${study}/metadata`, { 'if-none-match': etag })
    expect([same.status, await same.text()]).toEqual([304, ''])
    await client.store([imageForTest({ StudyInstanceUID, SeriesInstanceUID })])
    const changed = await client.get(`${study}/metadata`, { 'if-none-match': etag })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(etag)
  })
  it('S3 another physician’s study does not exist', async () => {
    const own = await signInForTest('referrer', { ReferringPhysicianName: 'Stone^Rosa' })
    const other = await signInForTest('referrer', { ReferringPhysicianName: 'Moss^Ada' })
    const urls = [
      study,
      `${study}/metadata`,
      series,
      instance,
      `${instance}/frames/1`,
      `${instance}/rendered`,
    ]
    for (const url of [...urls, `${instance}/bulkdata/00281201`, `${series}/thumbnail`]) {
      const inject = (headers: Record<string, string>) => app.inject({ url: `/dicom-web${url}`, headers })
      expect((await inject(own.headers)).statusCode, url).toBe(200)
      expect((await inject(other.headers)).statusCode, url).toBe(404)
    }
  })
  it('an administrator has no images: 403; nobody: 401', async () => {
    const { headers } = await signInForTest('administrator')
    expect((await app.inject({ url: `/dicom-web${instance}/frames/1`, headers })).statusCode).toBe(403)
    expect((await app.inject({ url: `/dicom-web${instance}/frames/1` })).statusCode).toBe(401)
  })
})

const real = [
  'pydicom/CT2/17106.dcm',
  'pydicom/test_files/JPEG2000.dcm',
  'pydicom/test_files/MR_small_RLE.dcm',
  'pydicom/test_files/image_dfl.dcm',
  'pydicom/test_files/SC_rgb_small_odd_big_endian.dcm',
  'pydicom/test_files/examples_palette.dcm',
  'pydicom/test_files/liver_1frame.dcm',
].filter((name) => existsSync(path.join(shared, name)))

describe.skipIf(real.length === 0)('real files (skipped where ../shared/data/dicom is absent)', () => {
  it.each(real)('%s: bytes, metadata, frame', async (name) => {
    const file = readFileSync(path.join(shared, name))
    const header = readInstanceHeader(parsePart10(file))
    expect([200, 202]).toContain((await client.store([file])).status)
    const url = `/studies/${header.StudyInstanceUID}/series/${header.SeriesInstanceUID}/instances/${header.SOPInstanceUID}`
    const [part] = await partsOf(await client.get(url, { accept: dicom }))
    expect(part?.body.equals(file)).toBe(true)
    const [json] = await jsonListOf(await client.get(`${url}/metadata`))
    expect(json?.[tagOf('Modality')]?.Value).toHaveLength(1)
    if (!header.hasPixelData) return
    const [frame] = await partsOf(await client.get(`${url}/frames/1`, { accept: octets }))
    expect(frame?.body.length).toBeGreaterThan(0)
    const rendered = await client.get(`${url}/rendered?viewport=64,64`)
    expect([200, 406]).toContain(rendered.status)
  })
})
