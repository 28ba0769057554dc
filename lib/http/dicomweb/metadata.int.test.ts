import type { FastifyInstance } from 'fastify'
import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteInstances } from '@/lib/archive/delete'
import { prepareMetadata } from '@/lib/archive/prepared-metadata'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { textOf } from '@/lib/dicom/json-values'
import { imageForTest } from '@/lib/dicom/part10-for-test'
import { newUid } from '@/lib/dicom/uid'
import { routes } from '../routes'
import { createServer } from '../server'
import { signInForTest } from '../sign-in-for-test'
import { clientForTest, type TestClient } from './client-for-test'

useTestDatabase()

let app: FastifyInstance
let client: TestClient
let study = ''
let series = ''
let other = ''

beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
})
afterAll(() => app.close())

async function store(SeriesInstanceUID: string, InstanceNumber: number): Promise<string> {
  const SOPInstanceUID = newUid()
  const attributes = {
    StudyInstanceUID: study,
    SeriesInstanceUID,
    SOPInstanceUID,
    InstanceNumber: String(InstanceNumber),
    SeriesNumber: SeriesInstanceUID === series ? '1' : '2',
    PatientName: 'Müller^Äon',
    SpecificCharacterSet: 'ISO_IR 192',
    ReferringPhysicianName: 'Stone^Rosa',
  }
  const answer = await client.store([imageForTest(attributes)])
  expect(answer.status).toBe(200)
  return SOPInstanceUID
}

beforeEach(async () => {
  study = newUid()
  series = newUid()
  other = newUid()
  for (const n of [2, 1, 3]) await store(series, n)
  await store(other, 1)
})

interface Raw {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** As it came over the wire: fetch would open what is compressed. */
function raw(path: string, headers: Record<string, string> = {}, host?: string): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const url = new URL(client.url + path)
    request(
      url,
      { headers: { authorization: `Bearer ${client.token}`, ...(host ? { host } : {}), ...headers } },
      (r) => {
        const pieces: Buffer[] = []
        r.on('data', (piece: Buffer) => pieces.push(piece))
        r.on('end', () =>
          resolve({ status: r.statusCode ?? 0, headers: r.headers, body: Buffer.concat(pieces) }),
        )
      },
    )
      .on('error', reject)
      .end()
  })
}

async function metadata(
  path: string,
  headers: Record<string, string> = {},
  host?: string,
): Promise<DicomJson[]> {
  const { status, headers: answered, body } = await raw(path, headers, host)
  expect(status, path).toBe(200)
  const text = answered['content-encoding'] === 'gzip' ? gunzipSync(body) : body
  return JSON.parse(text.toString('utf8')) as DicomJson[]
}

const zipped = { 'accept-encoding': 'gzip, deflate' }
const numbers = (list: readonly DicomJson[]) => list.map((json) => textOf(json, 'InstanceNumber'))
const ofSeries = () => `/studies/${study}/series/${series}/metadata`
const ofStudy = () => `/studies/${study}/metadata`

describe('prepared metadata', () => {
  it('B87 is the same compressed or not, first asked for or prepared, of series and study', async () => {
    const first = await metadata(ofSeries())
    expect(numbers(first)).toEqual(['1', '2', '3'])
    expect(textOf(first[0] ?? {}, 'PatientName')).toBe('Müller^Äon')
    expect(await metadata(ofSeries(), zipped)).toEqual(first)
    const whole = await metadata(ofStudy(), zipped)
    expect(numbers(whole)).toEqual(['1', '2', '3', '1'])
    expect(await metadata(ofStudy())).toEqual(whole)
    const one = await metadata(
      `/studies/${study}/series/${series}/instances/${textOf(first[0] ?? {}, 'SOPInstanceUID')}/metadata`,
    )
    expect(one[0]).toEqual(first[0])
  })

  it('is compressed only for who takes that, and says so to caches', async () => {
    const plain = await raw(ofSeries())
    expect(plain.headers['content-encoding']).toBeUndefined()
    const small = await raw(ofSeries(), zipped)
    expect(small.headers['content-encoding']).toBe('gzip')
    expect(small.headers['content-type']).toContain('application/dicom+json')
    expect(String(small.headers.vary)).toContain('Accept-Encoding')
    expect(small.headers.etag).toBe(`W/${String(plain.headers.etag)}`)
  })

  it('B87, B91 its BulkDataURIs answer, below whichever address it was asked for by', async () => {
    const [here = {}] = await metadata(ofSeries(), zipped)
    const uri = here[tagOf('PixelData')]?.BulkDataURI ?? ''
    expect(uri.startsWith(`${client.url}/studies/${study}/`)).toBe(true)
    const bulk = await client.get(uri.slice(client.url.length), { range: 'bytes=0-9' })
    expect(bulk.status).toBe(206)
    expect((await bulk.arrayBuffer()).byteLength).toBe(10)
    const beyond = await client.get(uri.slice(client.url.length), { range: 'bytes=99999-' })
    expect(beyond.status).toBe(416)
    for (const host of ['pacs.example', 'viewer.example:8443', 'pacs.example']) {
      const [there = {}] = await metadata(ofSeries(), zipped, host)
      const address = there[tagOf('PixelData')]?.BulkDataURI ?? ''
      expect(address).toBe(uri.replace(new URL(client.url).host, host))
    }
    expect((await metadata(ofSeries()))[0]).toEqual(here)
  })

  it('keeps four addresses of a series at most, whatever clients claim', async () => {
    for (let n = 0; n < 7; n += 1) {
      const [json = {}] = await metadata(ofSeries(), {}, `h${n}.example`)
      expect(json[tagOf('PixelData')]?.BulkDataURI).toContain(`//h${n}.example/`)
    }
    const kept = await db().seriesMetadata.count({ where: { series: { SeriesInstanceUID: series } } })
    expect(kept).toBeLessThanOrEqual(4)
  })

  it.each([[() => ofSeries()], [() => ofStudy()]])(
    'B89, B90 304 while nothing changed; the new image, and then without the one deleted',
    async (path) => {
      const etagOf = async (): Promise<string> => String((await raw(path(), zipped)).headers.etag)
      const ask = (etag: string) => raw(path(), { ...zipped, 'if-none-match': etag })
      const etag = await etagOf()
      const unchanged = await ask(etag)
      expect(unchanged.status).toBe(304)
      expect(unchanged.body.length).toBe(0)
      expect((await raw(path(), { 'if-none-match': etag })).status).toBe(304)

      const added = await store(series, 4)
      const after = await ask(etag)
      expect(after.status).toBe(200)
      expect(after.headers.etag).not.toBe(etag)
      expect(numbers(await metadata(path(), zipped)).slice(0, 4)).toEqual(['1', '2', '3', '4'])

      const actor = { kind: 'system', name: 'test', address: '' } as const
      const uids = { StudyInstanceUID: study, SeriesInstanceUID: series, SOPInstanceUID: added }
      await deleteInstances({ level: 'instance', uids, reason: 'test', actor, kind: 'delete' })
      expect((await ask(String(after.headers.etag))).status).toBe(200)
      expect(numbers(await metadata(path(), zipped)).slice(0, 3)).toEqual(['1', '2', '3'])
      expect(numbers(await metadata(path())).includes('4')).toBe(false)
    },
  )

  it('is made ahead when a study has settled, for the addresses in use', async () => {
    await metadata(ofSeries())
    await store(series, 4)
    const stored = await db().study.findUniqueOrThrow({
      where: { StudyInstanceUID: study },
      select: { id: true, revision: true },
    })
    await prepareMetadata(stored.id, 'http://unused.example')
    const packs = await db().seriesMetadata.findMany({
      where: { series: { studyId: stored.id }, base: client.url },
      select: { revision: true },
    })
    expect(packs.map(({ revision }) => revision)).toEqual([stored.revision, stored.revision])
    expect(numbers(await metadata(ofSeries(), zipped))).toEqual(['1', '2', '3', '4'])
  })

  it('lies sealed in the database: no name, no UID in clear', async () => {
    await metadata(ofSeries())
    const [row] = await db().seriesMetadata.findMany({
      where: { series: { SeriesInstanceUID: series } },
      select: { pack: true },
    })
    const pack = Buffer.from(row?.pack ?? new Uint8Array())
    expect(pack.length).toBeGreaterThan(0)
    expect(pack.includes('ller')).toBe(false)
    expect(pack.includes(study)).toBe(false)
  })

  it('S3 is not there for another physician, prepared or not; 404 for what is not there', async () => {
    await metadata(ofSeries())
    const asked = async (name: string): Promise<number> => {
      const { headers } = await signInForTest('referrer', { ReferringPhysicianName: name })
      return (await app.inject({ url: `/dicom-web${ofSeries()}`, headers })).statusCode
    }
    expect(await asked('Stone^Rosa')).toBe(200)
    expect(await asked('Moss^Ada')).toBe(404)
    expect((await client.get(`/studies/${study}/series/${newUid()}/metadata`)).status).toBe(404)
    expect((await client.get(`/studies/${newUid()}/metadata`)).status).toBe(404)
  })

  it.each([
    ['application/dicom+json', 200],
    ['application/json', 200],
    ['multipart/related; type="application/dicom+xml"', 406],
    ['nope', 406],
  ])('B88 Accept %s: %i', async (accept, status) => {
    expect((await client.get(ofSeries(), { accept })).status).toBe(status)
  })
})
