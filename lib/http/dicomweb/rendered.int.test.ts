import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import { imageForTest, part10ForTest } from '@/lib/dicom/part10-for-test'
import { newUid } from '@/lib/dicom/uid'
import { closeDecoders } from '@/lib/pixels/decode-frame'
import { routes } from '../routes'
import { createServer } from '../server'
import { clientForTest, partsOf, type TestClient } from './client-for-test'

useTestDatabase()

let app: FastifyInstance
let client: TestClient
const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() }
const study = `/studies/${uids.StudyInstanceUID}`
const series = `${study}/series/${uids.SeriesInstanceUID}`
const instance = `${series}/instances/${uids.SOPInstanceUID}`
const segmentation = newUid()

/** 16 by 16: dark left, bright right; the lower half darker by 50. */
function quarters(): Buffer {
  const pixels = Buffer.alloc(256)
  for (let i = 0; i < 256; i += 1) pixels[i] = (i % 16 < 8 ? 60 : 200) - (i < 128 ? 0 : 50)
  return pixels
}
const whole = { WindowCenter: '128', WindowWidth: '256', Modality: 'DX' }

beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
  const parents = { StudyInstanceUID: uids.StudyInstanceUID, SeriesInstanceUID: uids.SeriesInstanceUID }
  const files = [
    imageForTest({
      ...uids,
      ...whole,
      NumberOfFrames: '2',
      PixelData: Buffer.concat([quarters(), Buffer.alloc(256, 90)]),
    }),
    imageForTest({ ...parents, ...whole }),
    part10ForTest({ ...parents, Modality: 'SR' }),
    imageForTest({ ...parents, SOPInstanceUID: segmentation, SOPClassUID: '1.2.840.10008.5.1.4.1.1.66.4' }),
  ]
  expect((await client.store(files)).status).toBe(200)
})
afterAll(async () => {
  await app.close()
  await closeDecoders()
})

async function pixelsOf(
  answer: Response,
): Promise<{ at: (x: number, y: number) => number; width: number; height: number }> {
  expect(answer.status).toBe(200)
  const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer()))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { at: (x, y) => data[y * info.width + x] ?? -1, width: info.width, height: info.height }
}
const png = { accept: 'image/png' }

it('B93 quality changes the size', async () => {
  const length = async (quality: number) =>
    (await (await client.get(`${instance}/rendered?quality=${quality}&viewport=400,400`)).arrayBuffer())
      .byteLength
  expect(await length(1)).toBeLessThan(await length(100))
  for (const wrong of ['0', '101', 'abc']) {
    expect((await client.get(`${instance}/rendered?quality=${wrong}`)).status, wrong).toBe(400)
  }
})

it('B94 a multi-frame instance gives its first frame, several in parts, and none beyond the last', async () => {
  expect((await pixelsOf(await client.get(`${instance}/rendered`, png))).at(1, 1)).toBe(60)
  expect((await pixelsOf(await client.get(`${instance}/frames/2/rendered`, png))).at(1, 1)).toBe(90)
  const parts = await partsOf(await client.get(`${instance}/frames/2,1/rendered`))
  expect(parts.map(({ type, location }) => [type, location.slice(client.url.length)])).toEqual([
    ['image/jpeg', `${instance}/frames/2/rendered`],
    ['image/jpeg', `${instance}/frames/1/rendered`],
  ])
  expect((await client.get(`${instance}/frames/3/rendered`)).status).toBe(404)
  expect((await client.get(`${instance}/frames/0/rendered`)).status).toBe(400)
})

it('B95 cuts the region that the viewport names, turned over where a size is negative', async () => {
  const cut = async (viewport: string) =>
    pixelsOf(await client.get(`${instance}/rendered?viewport=${viewport}`, png))
  const left = await cut('16,16,0,0,8,8')
  expect([left.width, left.at(2, 2), left.at(13, 13)]).toEqual([16, 60, 60])
  const flopped = await cut('16,16,0,0,-16,16')
  expect([flopped.at(1, 1), flopped.at(14, 1), flopped.at(14, 14)]).toEqual([200, 60, 10])
  const flipped = await cut('16,16,,,,-16')
  expect([flipped.at(1, 1), flipped.at(1, 14)]).toEqual([10, 60])
  const beyond = await cut('8,8,8,8,100,100')
  expect([beyond.width, beyond.at(4, 4)]).toEqual([8, 150])
  for (const wrong of ['8,8,16,0,4,4', '8,8,0,0,0,0', '0,0', '100000,100000', 'abc', 'NaN,1']) {
    expect((await client.get(`${instance}/rendered?viewport=${wrong}`)).status, wrong).toBe(400)
  }
})

it('B95 windows with the function asked for', async () => {
  const left = async (window: string) =>
    (await pixelsOf(await client.get(`${instance}/rendered?window=${window}`, png))).at(1, 1)
  expect(await left('60,1,linear')).toBe(255)
  expect(await left('60,100,linear-exact')).toBe(128)
  expect(await left('60,100,sigmoid')).toBe(128)
  expect(await left('200,100,linear')).toBe(0)
  expect(await left('200,100,sigmoid')).toBeGreaterThan(0)
  for (const wrong of ['NaN,1', 'abc', '1,0,linear', '1,2,cubic', '0,0']) {
    expect((await client.get(`${instance}/rendered?window=${wrong}`)).status, wrong).toBe(400)
  }
})

it('burns in what annotation asks for, and nothing by itself', async () => {
  const view = async (query: string) =>
    pixelsOf(await client.get(`${instance}/frames/2/rendered?viewport=512,512${query}`, png))
  const bright = ({ at }: { at: (x: number, y: number) => number }, top: boolean) => {
    let count = 0
    for (let y = 0; y < 256; y += 1)
      for (let x = 0; x < 512; x += 1) if (at(x, y + (top ? 0 : 256)) > 200) count += 1
    return count
  }
  const plain = await view('')
  expect([bright(plain, true), bright(plain, false)]).toEqual([0, 0])
  const patient = await view('&annotation=patient')
  expect(bright(patient, true)).toBeGreaterThan(50)
  expect(bright(patient, false)).toBe(0)
  const both = await view('&annotation=patient,technique')
  expect(bright(both, false)).toBeGreaterThan(20)
  expect((await client.get(`${instance}/rendered?annotation=everything`)).status).toBe(400)
})

it('renders a series and a study in parts, one for each image', async () => {
  for (const url of [series, study]) {
    const parts = await partsOf(
      await client.get(`${url}/rendered`, { accept: 'multipart/related; type="image/png"' }),
    )
    expect(parts.map(({ type }) => type)).toEqual(['image/png', 'image/png'])
    expect((await client.get(`${url}/rendered`, { accept: 'image/png' })).status).toBe(406)
  }
})

it('B96 without pixels 404; a segmentation 406, in words', async () => {
  const answer = await client.get(`${series}/instances/${segmentation}/rendered`)
  expect(answer.status).toBe(406)
  expect(await answer.text()).toContain('segmentation')
})

it('B92 nothing but JPEG and PNG, and iccprofile without effect', async () => {
  expect((await client.get(`${instance}/rendered`, { accept: 'image/gif' })).status).toBe(406)
  expect((await client.get(`${instance}/rendered?iccprofile=yes`)).status).toBe(200)
  expect((await client.get(`${instance}/rendered?iccprofile=blue`)).status).toBe(400)
})
