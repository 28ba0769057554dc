import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteInstances } from '@/lib/archive/delete'
import { useTestDatabase } from '@/lib/db/test-database'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { numberOf, textOf, textsOf } from '@/lib/dicom/json-values'
import { imageForTest } from '@/lib/dicom/part10-for-test'
import { newUid } from '@/lib/dicom/uid'
import { routes } from '../routes'
import { createServer } from '../server'
import { clientForTest, jsonListOf, type TestClient } from './client-for-test'

useTestDatabase()

let app: FastifyInstance
let client: TestClient

const names = {
  de: 'Müller-Lüdenscheidt^Änne',
  ru: 'Соколова^Анна',
  gr: 'Παπαδόπουλος^Νίκος',
  he: 'כהן^דוד',
  jp: 'Yamada^Tarou=山田^太郎=やまだ^たろう',
  kr: 'Hong^Gildong=洪^吉洞=홍^길동',
  vi: 'Nguyễn^Thị Lan',
}

async function store(attributes: Record<string, string | number | Buffer | object[]>): Promise<void> {
  const answer = await client.store([
    imageForTest({ SpecificCharacterSet: 'ISO_IR 192', ...attributes } as Parameters<typeof imageForTest>[0]),
  ])
  expect(answer.status).toBe(200)
}

beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
  for (const [PatientID, PatientName] of Object.entries(names)) {
    await store({ PatientID, PatientName, StudyDate: '20260101', StudyTime: '120000' })
  }
})
afterAll(() => app.close())

async function search(path: string): Promise<DicomJson[]> {
  const answer = await client.get(path)
  expect([200, 204], path).toContain(answer.status)
  return jsonListOf(answer)
}
async function patients(query: string): Promise<string[]> {
  const found = await search(`/studies?${query}`)
  return [...new Set(found.map((json) => textOf(json, 'PatientID')))].sort()
}

describe('names', () => {
  it.each([
    ['muller', ['de']],
    ['Änn', ['de']],
    ['anne mull', ['de']],
    ['udenscheidt', []],
    ['Соко', ['ru']],
    ['АННА', ['ru']],
    ['колова', []],
    ['Νικ', ['gr']],
    ['דו', ['he']],
    ['Tar', ['jp']],
    ['太', ['jp']],
    ['たろ', ['jp']],
    ['郎', []],
    ['길', ['kr']],
    ['洪^길', ['kr']],
    ['nguyen', ['vi']],
    ['lan thi', ['vi']],
    ['lan thi anna', []],
  ])('B44 fuzzymatching: %s begins a component of any group and script', async (name, expected) => {
    expect(await patients(`fuzzymatching=true&PatientName=${encodeURIComponent(name)}`)).toEqual(expected)
  })

  it.each([
    ['MULLER-LUDENSCHEIDT^ANNE', ['de']],
    ['Соколова^Анна', ['ru']],
    ['соколова*', ['ru']],
    ['Сокол?ва^*', ['ru']],
    ['*ος^Ν*', ['gr']],
    ['山田^太郎', ['jp']],
    ['山*', ['jp']],
    ['Yamada^Tarou', ['jp']],
    ['洪^吉洞', ['kr']],
    ['*', ['de', 'gr', 'he', 'jp', 'kr', 'ru', 'vi']],
    ['?', []],
    ['%', []],
    ['_', []],
  ])('B43, B46 without it: %s', async (name, expected) => {
    expect(await patients(`PatientName=${encodeURIComponent(name)}`)).toEqual(expected)
  })
})

describe('dates and times', () => {
  beforeAll(async () => {
    for (const [PatientID, StudyDate, StudyTime] of [
      ['early', '20260704', '235959'],
      ['before', '20260705', '0930'],
      ['first', '20260705', '1000'],
      ['night', '20260706', '030000.5'],
      ['last', '20260707', '180059'],
      ['after', '20260707', '1801'],
    ] as const) {
      await store({ PatientID, PatientName: 'T^T', StudyDate, StudyTime })
    }
  })

  it.each([
    ['StudyDate=20260705-20260707', ['after', 'before', 'first', 'last', 'night']],
    ['StudyDate=20260701-&StudyTime=0300-0301', ['night']],
    ['StudyDate=20260705-20260707&StudyTime=1000-1800', ['first', 'last', 'night']],
    ['StudyDate=20260707-&StudyTime=1801-', ['after']],
    ['StudyDate=-20260704&StudyTime=-120000&PatientName=T*', []],
    ['StudyDate=20260705&StudyTime=0930', ['before']],
    ['StudyDate=20260705&StudyTime=0900-1000', ['before', 'first']],
  ])('B41 %s', async (query, expected) => {
    expect(await patients(query)).toEqual([...expected].sort())
  })
})

describe('pages', () => {
  it('B56 hold everything that was there, once, while images arrive', async () => {
    const before = (await search('/studies')).map((json) => textOf(json, 'StudyInstanceUID'))
    const seen: string[] = []
    for (let offset = 0; ; offset += 3) {
      const [page] = await Promise.all([
        search(`/studies?limit=3&offset=${offset}`),
        store({ PatientID: `new-${offset}`, PatientName: 'N^N' }),
      ])
      seen.push(...page.map((json) => textOf(json, 'StudyInstanceUID')))
      if (before.every((uid) => seen.includes(uid))) break
      expect(page.length).toBe(3)
    }
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('B54, B64 say how many more there are, and when the limit was too high', async () => {
    const total = (await search('/studies')).length
    const two = await client.get('/studies?limit=2')
    expect(two.headers.get('warning')).toBe(
      `299 wetread "There are ${total - 2} additional results that can be requested"`,
    )
    expect((await client.get(`/studies?limit=${total}`)).headers.get('warning')).toBeNull()
    expect((await client.get('/studies?limit=100000')).headers.get('warning')).toBe(
      '299 wetread "The limit is 5000"',
    )
  })
})

describe('what a search gives', () => {
  const study = newUid()
  const [first, second] = [newUid(), newUid()]
  const sequence = [{ CodeValue: 'T1', CodingSchemeDesignator: '99W', CodeMeaning: 'Chest' }]

  beforeAll(async () => {
    const common = { StudyInstanceUID: study, PatientID: 'many', PatientName: 'M^M' }
    await store({
      ...common,
      SeriesInstanceUID: first,
      Modality: 'CT',
      StudyDescription: 'Old',
      AccessionNumber: 'A1',
    })
    await store({
      ...common,
      SeriesInstanceUID: second,
      Modality: 'MR',
      StudyDescription: 'New',
      AccessionNumber: 'A1',
      ProcedureCodeSequence: sequence,
      RequestAttributesSequence: [{ RequestedProcedureID: 'RP1', ScheduledProcedureStepID: 'SPS1' }],
    })
  })

  it('B62 the last image wins, also in the search', async () => {
    expect(await patients('StudyDescription=New')).toEqual(['many'])
    expect(await patients('StudyDescription=Old')).toEqual([])
  })

  it('B51 a study of two modalities is found by each and gives both', async () => {
    for (const modality of ['CT', 'MR']) {
      const [json = {}] = await search(`/studies?PatientID=many&ModalitiesInStudy=${modality}`)
      expect(textsOf(json, 'ModalitiesInStudy').sort()).toEqual(['CT', 'MR'])
    }
    expect(await search('/studies?PatientID=many&ModalitiesInStudy=US')).toEqual([])
  })

  it.each([
    'ProcedureCodeSequence',
    '00081032',
    'ProcedureCodeSequence.CodeMeaning',
    '00081032.00080104',
    'StudyDate&includefield=00081032',
    'StudyDate,00081032',
    'all',
  ])('B49, B50 includefield=%s gives the sequence', async (field) => {
    const [json = {}] = await search(`/studies?PatientID=many&includefield=${field}`)
    expect(json[tagOf('ProcedureCodeSequence')]?.Value).toEqual([
      expect.objectContaining({ [tagOf('CodeMeaning')]: { vr: 'LO', Value: ['Chest'] } }),
    ])
    expect(Object.keys(json)).toEqual([...Object.keys(json)].sort())
  })

  it('B60 sequences are matched by any of their attributes, at the study and the series', async () => {
    expect(await patients('ProcedureCodeSequence.CodeValue=T1')).toEqual(['many'])
    expect(await patients('00081032.00080100=T2')).toEqual([])
    expect(await search('/series?RequestAttributesSequence.RequestedProcedureID=RP*')).toHaveLength(1)
  })

  it('B37, B53 searches of all series and instances give the levels above', async () => {
    const series = await search('/series?Modality=MR&PatientID=many')
    expect(series.map((json) => textOf(json, 'AccessionNumber'))).toEqual(['A1'])
    const instances = await search('/instances?PatientID=many&Modality=CT')
    expect(instances.map((json) => textOf(json, 'SeriesInstanceUID'))).toEqual([first])
  })

  it('B52 counts follow what is deleted, and what has no images left is not there', async () => {
    const actor = { kind: 'system', name: 'test', address: '' } as const
    const remove = (level: 'series' | 'study', uid: string) =>
      deleteInstances({
        level,
        uids: { StudyInstanceUID: study, ...(level === 'series' ? { SeriesInstanceUID: uid } : {}) },
        reason: 'test',
        actor,
        kind: 'delete',
      })
    await remove('series', second)
    const [json = {}] = await search(`/studies?StudyInstanceUID=${study}`)
    expect(numberOf(json, 'NumberOfStudyRelatedInstances')).toBe(1)
    expect(numberOf(json, 'NumberOfStudyRelatedSeries')).toBe(1)
    expect(await search(`/studies/${study}/series`)).toHaveLength(1)
    await remove('study', study)
    expect((await client.get(`/studies?StudyInstanceUID=${study}`)).status).toBe(204)
    expect(await search(`/series?StudyInstanceUID=${study}`)).toEqual([])
    expect(await search(`/instances?StudyInstanceUID=${study}`)).toEqual([])
  })
})

describe('media types', () => {
  it.each([
    ['application/dicom+json', 200],
    ['application/json', 200],
    ['*/*', 200],
    ['multipart/related; type="application/dicom+xml", application/dicom+json;q=0.5', 200],
    ['multipart/related; type="application/dicom+xml"', 406],
    ['application/dicom+json;q=0', 406],
    ['text/html', 406],
    ['nope', 406],
  ])('B63 Accept %s: %i', async (accept, status) => {
    const answer = await client.get('/studies?limit=1', { accept })
    expect(answer.status).toBe(status)
    if (status === 200) expect(answer.headers.get('content-type')).toContain('application/dicom+json')
  })
})
