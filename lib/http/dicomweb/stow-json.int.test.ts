import { createServer as createCanary } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { itemsOf, numberOf, textOf } from '@/lib/dicom/json-values'
import { imageForTest } from '@/lib/dicom/part10-for-test'
import { newUid } from '@/lib/dicom/uid'
import { routes } from '../routes'
import { createServer } from '../server'
import { clientForTest, jsonOf, type TestClient } from './client-for-test'

useTestDatabase()

let app: FastifyInstance
let client: TestClient
beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
})
afterAll(() => app.close())

interface Part {
  type: string
  body: Uint8Array
  location?: string
}

function stow(parts: readonly Part[]): Promise<Response> {
  const pieces = parts.flatMap(({ type, body, location }) => [
    Buffer.from(`--b\r\nContent-Type: ${type}\r\n${location ? `Content-Location: ${location}\r\n` : ''}\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ])
  return client.send('/studies', {
    method: 'POST',
    headers: { 'content-type': 'multipart/related; type="application/dicom+json"; boundary=b' },
    body: Buffer.concat([...pieces, Buffer.from('--b--\r\n')]),
  })
}

const jsonPart = (value: unknown): Part => ({
  type: 'application/dicom+json',
  body: Buffer.from(JSON.stringify(value)),
})

/** What the archive tells of an image that it holds, under new UIDs, with its pixels named by `pixels`. */
async function metadataOf(PatientName: string, pixels: string): Promise<{ json: DicomJson; frame: Buffer }> {
  const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() }
  await client.store([imageForTest({ ...uids, PatientName, PatientID: uids.StudyInstanceUID.slice(-10) })])
  const path = `/studies/${uids.StudyInstanceUID}/series/${uids.SeriesInstanceUID}/instances/${uids.SOPInstanceUID}`
  const [json = {}] = (await (await client.get(`${path}/metadata`)).json()) as DicomJson[]
  const frame = Buffer.from(
    await (await client.get(`${path}/frames/1`, { accept: 'application/octet-stream' })).arrayBuffer(),
  )
  for (const keyword of ['StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID']) {
    json[tagOf(keyword)] = { vr: 'UI', Value: [newUid()] }
  }
  json[tagOf('PatientID')] = { vr: 'LO', Value: [newUid().slice(-10)] }
  json[tagOf('PixelData')] = { vr: json[tagOf('PixelData')]?.vr ?? 'OW', BulkDataURI: pixels }
  return { json, frame }
}

const pathOf = (json: DicomJson): string =>
  `/studies/${textOf(json, 'StudyInstanceUID')}/series/${textOf(json, 'SeriesInstanceUID')}/instances/${textOf(json, 'SOPInstanceUID')}`

describe('STOW-RS of metadata and bulk data (PS3.18 10.5.1.2.2, B34)', () => {
  it('stores what another archive told, with its names and its pixels', async () => {
    const { json, frame } = await metadataOf('Yamada^Tarou=山田^太郎', 'urn:pixels')
    const answer = await stow([
      jsonPart([json]),
      { type: 'application/octet-stream', body: frame, location: 'urn:pixels' },
    ])
    expect(answer.status).toBe(200)
    const [told = {}] = (await (await client.get(`${pathOf(json)}/metadata`)).json()) as DicomJson[]
    expect(textOf(told, 'PatientName')).toBe('Yamada^Tarou=山田^太郎')
    expect(numberOf(told, 'Rows')).toBe(numberOf(json, 'Rows'))
    const stored = await client.get(`${pathOf(json)}/frames/1`, { accept: 'application/octet-stream' })
    expect(Buffer.from(await stored.arrayBuffer()).equals(frame)).toBe(true)
  })

  it('keeps an encoded image as it came, in the transfer syntax it names', async () => {
    const { json } = await metadataOf('Doe', 'https://elsewhere.example/pixels')
    const body = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')
    const location = 'https://elsewhere.example/pixels'
    const type = 'image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50'
    expect((await stow([jsonPart([json]), { type, body, location }])).status).toBe(200)
    const stored = await client.get(`${pathOf(json)}/frames/1`, { accept: 'image/jpeg' })
    expect(
      Buffer.from(await stored.arrayBuffer())
        .subarray(0, body.length)
        .equals(body),
    ).toBe(true)
  })

  it('never goes to an address for a bulk value, and stores the objects that came whole', async () => {
    let visits = 0
    const canary = createCanary((_request, response) => {
      visits += 1
      response.end('x')
    })
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
    const address = canary.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/pixels`
    const [lured, good] = [await metadataOf('Lured', url), await metadataOf('Good', 'urn:good')]
    const answer = await stow([
      jsonPart([lured.json, good.json]),
      { type: 'application/octet-stream', body: good.frame, location: 'urn:good' },
    ])
    canary.close()
    expect(answer.status).toBe(202)
    const told = await jsonOf(answer)
    expect(itemsOf(told, 'ReferencedSOPSequence').map((i) => textOf(i, 'ReferencedSOPInstanceUID'))).toEqual([
      textOf(good.json, 'SOPInstanceUID'),
    ])
    expect(itemsOf(told, 'FailedSOPSequence').map((i) => textOf(i, 'ReferencedSOPInstanceUID'))).toEqual([
      textOf(lured.json, 'SOPInstanceUID'),
    ])
    expect(visits).toBe(0)
  })

  it.each<[string, unknown, number]>([
    ['no array', {}, 400],
    ['a vr that does not exist', [{ '00100010': { vr: 'XX', Value: ['a'] } }], 409],
    ['text where a number belongs', [{ '00280010': { vr: 'US', Value: ['many'] } }], 409],
    ['half a number where a whole one belongs', [{ '00280010': { vr: 'SV', Value: [1.5] } }], 409],
    ['a Value that is no array', [{ '00100010': { vr: 'PN', Value: 'a' } }], 409],
    ['no UIDs', [{ '00100010': { vr: 'PN', Value: [{ Alphabetic: 'a' }] } }], 409],
    ['null for a data set', [null], 409],
  ])('refuses %s', async (_words, value, status) => {
    expect((await stow([jsonPart(value)])).status).toBe(status)
  })

  it('refuses sequences nested 100,000 deep, and goes on', async () => {
    const deep = `${'[{"00400275":{"vr":"SQ","Value":'.repeat(100_000)}[]${'}}]'.repeat(100_000)}`
    const answer = await stow([{ type: 'application/dicom+json', body: Buffer.from(deep) }])
    expect([400, 409]).toContain(answer.status)
    expect((await stow([{ type: 'application/dicom+json', body: Buffer.from('[') }])).status).toBe(400)
  })
})
