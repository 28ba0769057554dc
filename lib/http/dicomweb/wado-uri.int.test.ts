import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import { textOf } from '@/lib/dicom/json-values'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { imageForTest, part10ForTest } from '@/lib/dicom/part10-for-test'
import { newUid } from '@/lib/dicom/uid'
import { closeDecoders } from '@/lib/pixels/decode-frame'
import { routes } from '../routes'
import { createServer } from '../server'
import { signInForTest } from '../sign-in-for-test'
import { clientForTest, type TestClient } from './client-for-test'

useTestDatabase()

let app: FastifyInstance
let client: TestClient
const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() }
const image = imageForTest({ ...uids, Modality: 'DX', WindowCenter: '128', WindowWidth: '256' }, 2)
const report = part10ForTest({
  StudyInstanceUID: uids.StudyInstanceUID,
  SeriesInstanceUID: newUid(),
  Modality: 'SR',
})
const { MediaStorageSOPInstanceUID: reportUid, json } = parsePart10(report)

beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
  expect((await client.store([image, report])).status).toBe(200)
})
afterAll(async () => {
  await app.close()
  await closeDecoders()
})

const address = (more: Record<string, string | undefined> = {}): string => {
  const all: Record<string, string | undefined> = {
    requestType: 'WADO',
    studyUID: uids.StudyInstanceUID,
    seriesUID: uids.SeriesInstanceUID,
    objectUID: uids.SOPInstanceUID,
    ...more,
  }
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `/wado?${new URLSearchParams(given).toString()}`
}
const get = (more?: Record<string, string | undefined>) => client.get(address(more))

it.each(['requestType', 'studyUID', 'seriesUID', 'objectUID'])('B100 without %s: 400', async (name) => {
  expect((await get({ [name]: undefined })).status).toBe(400)
})

it('gives the object, as it is or in the transfer syntax asked for', async () => {
  const whole = await get({ contentType: 'application/dicom' })
  expect(Buffer.from(await whole.arrayBuffer()).equals(image)).toBe(true)
  const jls = '1.2.840.10008.1.2.4.80'
  const answer = await get({ contentType: 'application/dicom', transferSyntax: jls })
  expect(answer.headers.get('content-type')).toBe(`application/dicom; transfer-syntax=${jls}`)
  expect(parsePart10(Buffer.from(await answer.arrayBuffer())).TransferSyntaxUID).toBe(jls)
  const video = { contentType: 'application/dicom', transferSyntax: '1.2.840.10008.1.2.4.100' }
  expect((await get(video)).status).toBe(406)
})

it('gives a frame as a picture: size, region, window, quality', async () => {
  const answer = await get({
    contentType: 'image/png',
    frameNumber: '2',
    rows: '8',
    columns: '8',
    region: '0,0,0.5,0.5',
  })
  const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer()))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([info.width, info.height, data[0]]).toEqual([8, 8, 2])
  const jpeg = await get({
    contentType: 'image/gif, image/jpeg',
    imageQuality: '10',
    windowCenter: '1',
    windowWidth: '1',
  })
  expect(jpeg.headers.get('content-type')).toBe('image/jpeg')
})

it('a multi-frame object comes as DICOM when nothing is said, as does a report', async () => {
  expect((await get()).headers.get('content-type')).toMatch('application/dicom')
  const seriesUID = textOf(json, 'SeriesInstanceUID')
  const answer = await get({ seriesUID, objectUID: reportUid })
  expect(answer.headers.get('content-type')).toMatch('application/dicom')
  expect((await get({ seriesUID, objectUID: reportUid, contentType: 'image/jpeg' })).status).toBe(404)
})

it('refuses in words what it does not offer, and what is malformed', async () => {
  const anonymous = await get({ anonymize: 'yes' })
  expect([anonymous.status, await anonymous.text()]).toEqual([406, expect.stringContaining('anonymised')])
  expect((await get({ contentType: 'video/mpeg' })).status).toBe(406)
  for (const wrong of [
    { contentType: 'image/png', region: '0,0,2,2' },
    { contentType: 'image/png', region: 'a' },
    { contentType: 'image/png', windowCenter: '1' },
    { contentType: 'image/png', imageQuality: '0' },
    { contentType: 'image/png', rows: '100000' },
    { contentType: 'application/dicom', frameNumber: '1' },
    { objectUID: '1.x' },
    { requestType: 'WAD0' },
  ]) {
    expect((await get(wrong)).status, JSON.stringify(wrong)).toBe(400)
  }
  expect((await get({ contentType: 'image/png', frameNumber: '3' })).status).toBe(404)
  expect((await get({ objectUID: newUid() })).status).toBe(404)
})

it('is for whoever may see the study', async () => {
  const inject = (headers: Record<string, string>) => app.inject({ url: `/dicom-web${address()}`, headers })
  expect((await inject({})).statusCode).toBe(401)
  expect((await inject((await signInForTest('administrator')).headers)).statusCode).toBe(403)
  const other = await signInForTest('referrer', { ReferringPhysicianName: 'Moss^Ada' })
  expect((await inject(other.headers)).statusCode).toBe(404)
  expect((await inject((await signInForTest('radiologist')).headers)).statusCode).toBe(200)
})
