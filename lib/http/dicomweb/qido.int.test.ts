import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { numberOf, textOf, textsOf } from '@/lib/dicom/json-values'
import { imageForTest } from '@/lib/dicom/part10-for-test'
import { newUid } from '@/lib/dicom/uid'
import { routes } from '../routes'
import { createServer } from '../server'
import { signInForTest } from '../sign-in-for-test'
import { clientForTest, jsonListOf, type TestClient } from './client-for-test'

useTestDatabase()

let app: FastifyInstance
let client: TestClient
const a = { StudyInstanceUID: newUid(), ct: newUid(), mr: newUid() }
const b = { StudyInstanceUID: newUid(), us: newUid() }
const c = { StudyInstanceUID: newUid(), cr: newUid() }

beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
  const ofA = {
    StudyInstanceUID: a.StudyInstanceUID,
    PatientID: 'A',
    PatientName: 'Tá^John',
    StudyDate: '20240229',
    StudyTime: '101500',
    AccessionNumber: 'ACC_1%',
    StudyDescription: 'Chest',
    ReferringPhysicianName: 'Stone^Rosa',
  }
  const ofB = {
    StudyInstanceUID: b.StudyInstanceUID,
    PatientID: 'B',
    PatientName: 'Bad^[x](y)+',
    StudyDate: '20240301',
  }
  const files = [
    imageForTest({ ...ofA, SeriesInstanceUID: a.ct, Modality: 'CT', SeriesNumber: '1', InstanceNumber: '1' }),
    imageForTest({ ...ofA, SeriesInstanceUID: a.ct, Modality: 'CT', SeriesNumber: '1', InstanceNumber: '2' }),
    imageForTest({
      ...ofA,
      SeriesInstanceUID: a.mr,
      Modality: 'MR',
      SeriesNumber: '2',
      InstanceNumber: '1',
      RequestAttributesSequence: [{ ScheduledProcedureStepID: 'SPS1' }],
      '00091001LO': 'private',
    }),
    imageForTest({ ...ofB, SeriesInstanceUID: b.us, Modality: 'US', AccessionNumber: 'ACCX1Y' }),
    imageForTest({
      SpecificCharacterSet: '\\ISO 2022 IR 87',
      PatientName: Buffer.from(
        '59616d6164615e5461726f753d1b24423b3345441b28425e1b244242404f3a1b28423d1b24422464245e24401b28425e1b2442243f246d24261b2842',
        'hex',
      ),
      StudyInstanceUID: c.StudyInstanceUID,
      SeriesInstanceUID: c.cr,
      PatientID: 'C',
      Modality: 'CR',
    }),
  ]
  const answer = await client.store(files)
  expect(answer.status).toBe(200)
})
afterAll(() => app.close())

const search = async (path: string): Promise<DicomJson[]> => {
  const answer = await client.get(path)
  expect([200, 204], path).toContain(answer.status)
  return jsonListOf(answer)
}
const patients = async (path: string): Promise<string[]> =>
  [...new Set((await search(path)).map((json) => textOf(json, 'PatientID')))].sort()

describe('QIDO-RS', () => {
  it('B36 nothing matches: 204; B55 past the end: 204', async () => {
    expect((await client.get('/studies?PatientID=nobody')).status).toBe(204)
    expect((await client.get('/studies?offset=99')).status).toBe(204)
  })

  it('B37 the six addresses give children of their path only', async () => {
    const count = async (path: string): Promise<number> => (await search(path)).length
    const study = `/studies/${a.StudyInstanceUID}`
    expect(await count('/studies')).toBe(3)
    expect(await count('/series')).toBe(4)
    expect(await count('/instances')).toBe(5)
    expect(await count(`${study}/series`)).toBe(2)
    expect(await count(`${study}/instances`)).toBe(3)
    expect(await count(`${study}/series/${a.ct}/instances`)).toBe(2)
    expect(await count(`${study}/series/${b.us}/instances`)).toBe(0)
    expect((await client.get(`/studies/${newUid()}/series`)).status).toBe(404)
    expect((await client.get('/studies/x/series')).status).toBe(400)
  })

  it('B38 a study has its default attributes; B52 with counts', async () => {
    const [json = {}] = await search(`/studies?StudyInstanceUID=${a.StudyInstanceUID}`)
    expect(textsOf(json, 'ModalitiesInStudy').sort()).toEqual(['CT', 'MR'])
    expect(numberOf(json, 'NumberOfStudyRelatedSeries')).toBe(2)
    expect(numberOf(json, 'NumberOfStudyRelatedInstances')).toBe(3)
    expect(textOf(json, 'RetrieveURL')).toBe(`${client.url}/studies/${a.StudyInstanceUID}`)
    expect(json).toMatchObject({
      '00080005': { vr: 'CS', Value: ['ISO_IR 192'] },
      '00080020': { vr: 'DA', Value: ['20240229'] },
      '00080056': { vr: 'CS', Value: ['ONLINE'] },
      '00080090': { vr: 'PN', Value: [{ Alphabetic: 'Stone^Rosa' }] },
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Tá^John' }] },
      '00200010': { vr: 'SH' },
    })
    expect(json['00080060']).toBeUndefined()
    expect(Object.keys(json)).toEqual([...Object.keys(json)].sort())
  })

  it('a series shows the order it answers; B53 an instance its series and study', async () => {
    const [series = {}] = await search(`/studies/${a.StudyInstanceUID}/series?Modality=MR`)
    expect(series['00400275']).toBeDefined()
    const [instance = {}] = await search(`/instances?SeriesInstanceUID=${a.mr}`)
    expect(textOf(instance, 'Modality')).toBe('MR')
    expect(textOf(instance, 'PatientID')).toBe('A')
    expect(numberOf(instance, 'Rows')).toBe(16)
    expect(textOf(instance, 'RetrieveURL')).toMatch(/\/instances\/[\d.]+$/)
  })

  it('B39 an attribute of a lower level, B40 unknown ones: 400 naming them', async () => {
    for (const name of [
      'Modality',
      'SliceThickness',
      'NoSuchThing',
      '0010',
      '99999998',
      'PatientID.StudyID.',
    ]) {
      const answer = await client.get(`/studies?${name}=X`)
      expect(answer.status, name).toBe(400)
      expect(await answer.text()).toContain(name.split('.').at(-1) ?? name)
    }
  })

  it.each([
    ['StudyDate=20240229', ['A']],
    ['StudyDate=20240229-20240301', ['A', 'B']],
    ['StudyDate=20240301-', ['B']],
    ['00080020=-20240229', ['A']],
    ['StudyTime=0900-10', ['A']],
    ['PatientName=ta^john', ['A']],
    ['PatientName=Ta*', ['A']],
    ['PatientName=john*', []],
    ['PatientName=Bad^*', ['B']],
    ['PatientName=Bad^[x](y)%2B', ['B']],
    ['PatientName=Yamada^Tarou', ['C']],
    [`PatientName=${encodeURIComponent('山田*')}`, ['C']],
    ['fuzzymatching=true&PatientName=joh', ['A']],
    ['fuzzymatching=true&PatientName=ohn', []],
    ['AccessionNumber=ACC_1%25', ['A']],
    ['AccessionNumber=ACC_1*', ['A']],
    ['AccessionNumber=ACC?1*', ['A', 'B']],
    ['AccessionNumber=', ['A', 'B', 'C']],
    ['ModalitiesInStudy=CT', ['A']],
    ['ModalitiesInStudy=C*', ['A', 'C']],
    ['PatientID=B&StudyDate=20240301', ['B']],
    ["PatientID=' or 1=1 --", []],
  ])('B41 to B51, B57 %s', async (query, expected) => {
    expect(await patients(`/studies?${query}`)).toEqual(expected)
  })

  it('B48 a list of UIDs is a union', async () => {
    const list = `${a.StudyInstanceUID},${c.StudyInstanceUID}`
    expect(await patients(`/studies?StudyInstanceUID=${list}`)).toEqual(['A', 'C'])
  })

  it.each([
    'StudyDate=-',
    'StudyDate=1-2-3',
    'StudyDate=soon',
    'limit=0',
    'limit=-1',
    'limit=abc',
    'offset=-1',
  ])('B42, B54 and control characters: %s: 400', async (query) => {
    expect((await client.get(`/studies?${query}`)).status).toBe(400)
  })

  it('B49 includefield by keyword, tag, path and list; B50 all; B61 as OHIF asks', async () => {
    const path = `/studies/${a.StudyInstanceUID}/instances?limit=1`
    for (const field of ['BitsStored', '00280101', 'BitsStored,HighBit', 'BitsStored&includefield=HighBit']) {
      const [json = {}] = await search(`${path}&includefield=${field}`)
      expect(json[tagOf('BitsStored')], field).toEqual({ vr: 'US', Value: [8] })
    }
    const [all = {}] = await search(`${path}&includefield=all`)
    expect(all[tagOf('HighBit')]).toBeDefined()
    expect(all[tagOf('PixelData')]).toBeUndefined()
    const ohif = 'limit=25&offset=0&includefield=00081030%2C00080060&StudyDate=19521125-20240229'
    expect(await patients(`/studies?${ohif}`)).toEqual(['A'])
  })

  it('B54 more hits than asked for are announced; pages hold each once', async () => {
    const first = await client.get('/instances?limit=2')
    expect(first.headers.get('warning')).toContain('There are 3 additional results that can be requested')
    const uids: string[] = []
    for (const offset of [0, 2, 4]) {
      for (const json of await search(`/instances?limit=2&offset=${offset}`))
        uids.push(textOf(json, 'SOPInstanceUID'))
    }
    expect(new Set(uids).size).toBe(5)
    expect((await client.get('/instances?limit=999999')).headers.get('warning')).toContain('limit is')
  })

  it('B58 an attribute twice: 400', async () => {
    expect((await client.get('/studies?PatientID=A&PatientID=B')).status).toBe(400)
    expect((await client.get('/studies?PatientID=A&00100020=B')).status).toBe(400)
  })

  it('B60 sequence and private attributes are matched', async () => {
    expect(await search('/series?RequestAttributesSequence.ScheduledProcedureStepID=SPS1')).toHaveLength(1)
    expect(await search('/series?00400275.00400009=OTHER')).toHaveLength(0)
    expect((await client.get('/instances?00091001=private')).status).toBe(400)
  })

  it('B59 names come in UTF-8 with their groups', async () => {
    const [json = {}] = await search('/studies?PatientID=C')
    expect(json[tagOf('PatientName')]?.Value).toEqual([
      { Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' },
    ])
  })

  it('B63 XML: 406', async () => {
    expect(
      (await client.get('/studies', { accept: 'multipart/related; type="application/dicom+xml"' })).status,
    ).toBe(406)
  })

  it('S4 a referring physician finds own studies only', async () => {
    const found = async (name: string): Promise<number> => {
      const { headers } = await signInForTest('referrer', { ReferringPhysicianName: name })
      const answer = await app.inject({ url: '/dicom-web/studies?includefield=all', headers })
      return answer.statusCode === 204 ? 0 : answer.json<DicomJson[]>().length
    }
    expect(await found('Stone^Rosa')).toBe(1)
    expect(await found('Moss^Ada')).toBe(0)
    expect(await found('')).toBe(0)
  })
})
