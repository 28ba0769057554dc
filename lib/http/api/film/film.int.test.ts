import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkStorage } from '@/lib/archive/check-storage'
import { asFile, asPdf } from '@/lib/archive/film/file-for-test'
import type {
  FiledFilm,
  FilingIdentity,
  FilmDetail,
  FilmMatches,
  LabelReading,
  PatientMatch,
} from '@/lib/archive/film/film-answers'
import type { FilmPreview } from '@/lib/archive/film/film-tasks'
import { wholePage } from '@/lib/archive/film/film-shapes'
import type { FilmSteps } from '@/lib/archive/film/film-steps'
import { drawFilm } from '@/lib/archive/film/raster/drawn-film-for-test'
import { closeFilmThreads } from '@/lib/archive/film/run-film-task'
import { sweep } from '@/lib/archive/sweep'
import { testObject } from '@/lib/archive/test-object'
import { storeInstance } from '@/lib/archive/store-instance'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { itemsOf, numberOf, numbersOf, textOf, textsOf } from '@/lib/dicom/json-values'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { hasPython } from '@/lib/dicom/pydicom-json-for-test'
import { storage } from '@/lib/storage/storage'
import { createServer } from '../../server'
import { signInForTest } from '../../sign-in-for-test'
import { filmRoutes } from './routes'

useTestDatabase()

let app: FastifyInstance
let headers: Record<string, string>
let userId: string

beforeAll(async () => {
  app = createServer(filmRoutes)
  ;({ headers, userId } = await signInForTest('technologist'))
})
afterAll(async () => {
  await app.close()
  await closeFilmThreads()
})

const onBox: FilmSteps['corners'] = [
  [0.2, 0.15],
  [0.8, 0.18],
  [0.82, 0.85],
  [0.18, 0.82],
]
const drawn = drawFilm({ width: 1_000, height: 1_200, quad: onBox, around: 240 })
const deep = drawFilm({ width: 400, height: 500, quad: onBox, around: 250, bits: 16 })

async function hand(bytes: Uint8Array) {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/film',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  })
  return { status: answer.statusCode, body: answer.json<FilmDetail & { error?: { message: string } }>() }
}

async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const json = { ...headers, 'content-type': 'application/json' }
  const answer = await app.inject({
    method,
    url,
    headers: json,
    ...(method === 'GET' ? {} : { payload: payload ?? {} }),
  })
  return { status: answer.statusCode, body: answer.json<T>() }
}

async function save(film: FilmDetail, steps: Partial<FilmSteps>): Promise<number> {
  const { status, body } = await ask<{ revision: number }>('PUT', `/api/film/${film.id}`, {
    revision: film.revision,
    steps: { ...film.steps, ...steps },
  })
  expect(status).toBe(200)
  return body.revision
}

const newPatient: FilmSteps['target'] = {
  kind: 'new',
  PatientName: 'Müller, Ana',
  PatientID: 'F-77',
  PatientBirthDate: '19610312',
  PatientSex: 'F',
}

async function filed(film: FilmDetail, steps: Partial<FilmSteps>) {
  const revision = await save(film, steps)
  const { status, body } = await ask<FiledFilm>('POST', `/api/film/${film.id}/file`, { revision })
  expect(status).toBe(200)
  const row = await db().instance.findUniqueOrThrow({
    where: { SOPInstanceUID: body.SOPInstanceUID },
    select: { blobName: true, origin: true, SOPClassUID: true },
  })
  const bytes = await (await storage()).readAll(row.blobName)
  return { ...body, ...row, bytes, json: parsePart10(bytes).json }
}

describe('a photographed film', () => {
  it('is a draft that survives, shows its edges, its verdicts and comes back on reload', async () => {
    const { status, body: film } = await hand(await asFile(drawn, 'jpeg'))
    expect(status).toBe(201)
    expect(film.source).toMatchObject({ mediaType: 'image/jpeg', bits: 8, pages: 1 })
    const page = await ask<{ picture: string; corners: FilmSteps['corners'] }>(
      'GET',
      `/api/film/${film.id}/pages/1`,
    )
    expect(page.body.picture).toMatch(/^data:image\/jpeg;base64,/)
    expect(film.steps.corners).toEqual(page.body.corners)
    page.body.corners.flat().forEach((part, n) => expect(part).toBeCloseTo(onBox.flat()[n] ?? NaN, 1))
    await save(film, { corners: onBox, inverted: true })
    const again = await ask<FilmDetail>('GET', `/api/film/${film.id}`)
    expect(again.body).toMatchObject({ revision: 1, steps: { inverted: true, corners: onBox } })
    const preview = await ask<FilmPreview & { picture: string }>('GET', `/api/film/${film.id}/preview`)
    expect(preview.body.checks.checks.map(({ name }) => name)).toContain('sharpness')
    expect(preview.body.spacing).toBeNull()
    // The steps name the patient: what lies in the database is sealed.
    const row = await db().film.findUniqueOrThrow({ where: { id: film.id }, select: { steps: true } })
    expect(Buffer.from(row.steps).includes('corners')).toBe(false)
  })

  it('becomes Secondary Capture without a spacing until a ruler was set, and nobody’s place on earth is in it', async () => {
    const { body: film } = await hand(await asFile(drawn, 'jpeg', { orientation: 1 }))
    const { json, SOPClassUID, origin, bytes } = await filed(film, {
      corners: onBox,
      target: newPatient,
      ViewPosition: 'PA',
      BodyPartExamined: 'CHEST',
      label: {
        PatientName: 'Mueller, Anna',
        PatientID: '',
        PatientBirthDate: '19610312',
        StudyDate: '20190405',
      },
    })
    expect(SOPClassUID).toBe('1.2.840.10008.5.1.4.1.1.7')
    expect(origin).toBe(`film:user:${userId}`)
    const text = (keyword: string) => textOf(json, keyword)
    expect({
      name: text('PatientName'),
      id: text('PatientID'),
      conversion: text('ConversionType'),
      modality: text('Modality'),
      view: text('ViewPosition'),
      photometric: text('PhotometricInterpretation'),
      studyDate: text('StudyDate'),
      lossy: text('LossyImageCompression'),
    }).toEqual({
      name: 'Müller^Ana',
      id: 'F-77',
      conversion: 'DF',
      modality: 'RG',
      view: 'PA',
      photometric: 'MONOCHROME2',
      studyDate: '20190405',
      lossy: '01',
    })
    for (const spacing of ['PixelSpacing', 'NominalScannedPixelSpacing', 'ImagerPixelSpacing']) {
      expect(numbersOf(json, spacing)).toEqual([])
    }
    // What the film itself says stays findable (Original Attributes).
    const [changed] = itemsOf(json, 'OriginalAttributesSequence')
    const [before] = itemsOf(changed ?? {}, 'ModifiedAttributesSequence')
    expect(textOf(before ?? {}, 'PatientName')).toBe('Mueller^Anna')
    expect(before && Object.keys(before)).toHaveLength(1)
    expect(Buffer.from(bytes).includes('Exif')).toBe(false)
  })

  it('keeps its original unaltered beside the object', async () => {
    const file = await asFile(drawn, 'jpeg')
    const { body: film } = await hand(file)
    await filed(film, { target: { ...newPatient, PatientID: 'F-78' } })
    const original = await app.inject({ method: 'GET', url: `/api/film/${film.id}/original`, headers })
    expect(original.rawPayload.equals(Buffer.from(file))).toBe(true)
    expect(original.headers['content-disposition']).toBe('attachment; filename="film.jpg"')
  })

  it('is filed once, however often it is asked, and is then no draft any more', async () => {
    const { body: film } = await hand(await asFile(drawn, 'jpeg'))
    const revision = await save(film, { target: { ...newPatient, PatientID: 'F-79' } })
    const first = await ask<FiledFilm>('POST', `/api/film/${film.id}/file`, { revision })
    expect(first.status).toBe(200)
    expect((await ask('POST', `/api/film/${film.id}/file`, { revision })).status).toBe(409)
    // As after a crash between the store and the mark: the object is found, no second one made.
    await db().film.update({ where: { id: film.id }, data: { state: 'draft' }, select: { id: true } })
    const again = await ask<FiledFilm>('POST', `/api/film/${film.id}/file`, { revision })
    expect(again.body.SOPInstanceUID).toBe(first.body.SOPInstanceUID)
    expect(await db().instance.count({ where: { SOPInstanceUID: first.body.SOPInstanceUID } })).toBe(1)
    const drafts = await ask<{ id: string }[]>('GET', '/api/film')
    expect(drafts.body.map(({ id }) => id)).not.toContain(film.id)
  })
})

describe('a scan of 16 bits', () => {
  it('stays at 16 bits, with the spacing of the ruler that was laid on it', async () => {
    const { body: film } = await hand(await asFile(deep, 'tiff'))
    const { json, SOPClassUID, bytes } = await filed(film, {
      corners: wholePage,
      target: { ...newPatient, PatientID: 'F-80' },
      calibration: { ruler: 'on-film', from: [0.25, 0.5], to: [0.75, 0.5], millimetres: 40 },
    })
    expect(SOPClassUID).toBe('1.2.840.10008.5.1.4.1.1.7.3')
    expect([
      numberOf(json, 'BitsStored'),
      numberOf(json, 'HighBit'),
      numberOf(json, 'NumberOfFrames'),
    ]).toEqual([16, 15, 1])
    expect(numbersOf(json, 'NominalScannedPixelSpacing')).toEqual([0.2, 0.2])
    expect(numbersOf(json, 'PixelSpacing')).toEqual([0.2, 0.2])
    expect(textOf(json, 'LossyImageCompression')).toBe('')
    // The page is the film: its samples are the scanner's, to the last bit.
    const pixels = Buffer.from(deep.data.buffer)
    expect(
      Buffer.from(bytes)
        .subarray(bytes.length - pixels.length)
        .equals(pixels),
    ).toBe(true)
  })

  it('with a radio-opaque ruler says that it is calibrated in the image', async () => {
    const { body: film } = await hand(await asFile(deep, 'png'))
    const { json } = await filed(film, {
      target: { ...newPatient, PatientID: 'F-81' },
      calibration: { ruler: 'in-image', from: [0.25, 0.5], to: [0.75, 0.5], millimetres: 40 },
    })
    expect(textOf(json, 'PixelSpacingCalibrationType')).toBe('FIDUCIAL')
    expect(numbersOf(json, 'NominalScannedPixelSpacing')).toEqual([])
  })
})

describe('paper as PDF', () => {
  it('becomes a scanned document', async () => {
    const { body: film } = await hand(asPdf(await asFile(drawn, 'jpeg'), drawn))
    const { json } = await filed(film, {
      corners: wholePage,
      target: { ...newPatient, PatientID: 'F-82' },
      ConversionType: 'SD',
      Modality: 'OT',
    })
    expect([textOf(json, 'ConversionType'), textOf(json, 'Modality')]).toEqual(['SD', 'OT'])
    expect([numberOf(json, 'Columns'), numberOf(json, 'Rows')]).toEqual([1_000, 1_200])
  })
})

describe('the match', () => {
  it('finds a patient, and joins the film to a study of theirs with the study’s own values', async () => {
    const stored = await storeInstance({ bytes: testObject({}).bytes, origin: 'test' })
    const study = await db().study.findUniqueOrThrow({
      where: { id: stored.studyId },
      select: {
        StudyInstanceUID: true,
        StudyDate: true,
        patient: { select: { PatientID: true, PatientName: true } },
      },
    })
    const { body: film } = await hand(await asFile(drawn, 'jpeg'))
    const found = await ask<{ patients: PatientMatch[] }>('POST', `/api/film/${film.id}/matches`, {
      q: study.patient.PatientID.toLowerCase(),
    })
    expect(found.body.patients.flatMap(({ studies }) => studies.map(({ studyId }) => studyId))).toContain(
      stored.studyId,
    )
    const { json, studyId } = await filed(film, { target: { kind: 'study', studyId: stored.studyId } })
    expect(studyId).toBe(stored.studyId)
    expect(textOf(json, 'StudyInstanceUID')).toBe(study.StudyInstanceUID)
    expect(textOf(json, 'PatientID')).toBe(study.patient.PatientID)
    expect(textOf(json, 'StudyDate')).toBe(study.StudyDate)
    expect(await db().series.count({ where: { studyId } })).toBe(2)
  })

  it('joins the film to an order: its patient, its study, its accession number', async () => {
    const order = {
      ...{ PatientID: 'F-85', PatientName: 'Stone^Bo', nameKey: 'stone bo', PatientBirthDate: '19700101' },
      ...{ AccessionNumber: 'ACC-85', StudyInstanceUID: '1.2.826.85', RequestedProcedureID: 'RP-85' },
      ...{ RequestedProcedureDescription: 'Chest PA', origin: 'test' },
    }
    const { id: orderId } = await db().imagingOrder.create({ data: order, select: { id: true } })
    const { body: film } = await hand(await asFile(drawn, 'jpeg'))
    const found = await ask<FilmMatches>('POST', `/api/film/${film.id}/matches`, { q: 'Stone acc-85' })
    expect(found.body.orders).toMatchObject([{ orderId, RequestedProcedureDescription: 'Chest PA' }])
    const target = { kind: 'order' as const, orderId }
    const identity = await ask<FilingIdentity>('POST', `/api/film/${film.id}/identity`, { target })
    expect(identity.body.place).toBe('The film answers the order: Chest PA, ACC-85.')
    const { json } = await filed(film, { target })
    expect(textOf(json, 'StudyInstanceUID')).toBe('1.2.826.85')
    expect(textOf(json, 'AccessionNumber')).toBe('ACC-85')
    expect(textOf(json, 'PatientName')).toBe('Stone^Bo')
    const [request] = itemsOf(json, 'RequestAttributesSequence')
    expect(textOf(request ?? {}, 'RequestedProcedureID')).toBe('RP-85')
  })

  it('does not make a second patient under a number that is taken', async () => {
    const { body: film } = await hand(await asFile(drawn, 'jpeg'))
    const revision = await save(film, { target: newPatient })
    const answer = await ask<{ error: { message: string } }>('POST', `/api/film/${film.id}/file`, {
      revision,
    })
    expect(answer.status).toBe(409)
    expect(answer.body.error.message).toContain('is here already')
  })

  it('needs a person: a film without a patient is not filed', async () => {
    const { body: film } = await hand(await asFile(drawn, 'jpeg'))
    const answer = await ask('POST', `/api/film/${film.id}/file`, { revision: film.revision })
    expect(answer.status).toBe(422)
  })
})

it('the label is read offline, and changes nothing by itself', async () => {
  const { body: film } = await hand(await asFile(drawn, 'jpeg'))
  const reading = await ask<LabelReading>('POST', `/api/film/${film.id}/label`)
  expect(reading.body.installed).toBe(true)
  const after = await ask<FilmDetail>('GET', `/api/film/${film.id}`)
  expect(after.body.steps).toEqual(film.steps)
})

describe('a draft', () => {
  it('is refused to a save that is behind, and to another role', async () => {
    const { body: film } = await hand(await asFile(drawn, 'jpeg'))
    await save(film, {})
    const late = await ask('PUT', `/api/film/${film.id}`, { revision: film.revision, steps: film.steps })
    expect(late.status).toBe(409)
    const reader = await signInForTest('radiologist')
    const theirs = await app.inject({ method: 'GET', url: `/api/film/${film.id}`, headers: reader.headers })
    expect(theirs.statusCode).toBe(403)
  })

  it('keeps its blob through a sweep, is checked by fsck, and is gone with its blob when discarded', async () => {
    const { body: film } = await hand(await asFile(drawn, 'jpeg'))
    const { originalBlobName } = await db().film.findUniqueOrThrow({
      where: { id: film.id },
      select: { originalBlobName: true },
    })
    const store = await storage()
    await sweep({ graceMs: 0, now: new Date(Date.now() + 60_000) })
    expect(await store.listAside()).toEqual([])
    const problems: string[] = []
    await checkStorage({ deep: true, report: ({ blobName }) => problems.push(blobName) })
    expect(problems).toEqual([])
    await ask('DELETE', `/api/film/${film.id}`)
    expect(await store.has(originalBlobName)).toBe(false)
    expect((await ask('GET', `/api/film/${film.id}`)).status).toBe(404)
  })

  it('of a file that says it is too large is refused before it is read', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/film',
      headers: { ...headers, 'content-type': 'application/octet-stream', 'content-length': String(2 ** 31) },
      payload: Buffer.from('x'),
    })
    expect(answer.statusCode).toBe(413)
  })

  it('of a file that is none is refused in words and leaves nothing', async () => {
    const before = await db().film.count()
    const { status, body } = await hand(Buffer.from('hello'))
    expect(status).toBe(415)
    expect(body.error?.message).toContain('JPEG, PNG, TIFF or PDF')
    expect(await db().film.count()).toBe(before)
  })
})

/** Type 1 and 2 attributes of the modules that PS3.3 A.8.1 and A.8.4 require. */
const modules = `
import sys, pydicom
ds = pydicom.dcmread(sys.argv[1])
required = '''PatientName PatientID PatientBirthDate PatientSex StudyInstanceUID StudyDate StudyTime
ReferringPhysicianName StudyID AccessionNumber Modality SeriesInstanceUID SeriesNumber ConversionType InstanceNumber
PatientOrientation SamplesPerPixel PhotometricInterpretation Rows Columns BitsAllocated BitsStored HighBit
PixelRepresentation PixelData SOPClassUID SOPInstanceUID'''.split()
if ds.SOPClassUID.endswith('.7.3'):
    required += 'NumberOfFrames BurnedInAnnotation PresentationLUTShape RescaleIntercept RescaleSlope RescaleType'.split()
missing = [k for k in required if k not in ds]
assert not missing, missing
assert ds.pixel_array.shape[-2:] == (ds.Rows, ds.Columns), ds.pixel_array.shape
bad = [str(e.tag) for e in ds.iterall() if e.VR == 'UN']
assert not bad, bad
print(str(ds.PatientName))
`

describe.skipIf(!hasPython('pydicom, numpy'))('pydicom (skipped where it is not installed)', () => {
  it.each([
    ['8 bits', async () => asFile(drawn, 'jpeg'), 'F-90'],
    ['16 bits', async () => asFile(deep, 'tiff'), 'F-91'],
  ] as const)(
    'reads the object of %s whole, with the modules of its class',
    async (_name, make, PatientID) => {
      const { body: film } = await hand(await make())
      const { bytes } = await filed(film, { target: { ...newPatient, PatientID } })
      const file = path.join(process.env.WETREAD_DATA ?? '', 'film-for-pydicom.dcm')
      await writeFile(file, bytes)
      const run = spawnSync(process.env.WETREAD_TEST_PYTHON ?? 'python3', ['-c', modules, file], {
        encoding: 'utf8',
        env: { ...process.env, PYTHONIOENCODING: 'utf8' },
      })
      expect(run.stderr).toBe('')
      expect(run.stdout.trim()).toBe('Müller^Ana')
    },
  )
})

it('the object’s class and kind are those that the conformance statement names', async () => {
  const { body: film } = await hand(await asFile(deep, 'tiff'))
  const { json } = await filed(film, {
    corners: wholePage,
    target: { ...newPatient, PatientID: 'F-92' },
    inverted: true,
    turns: 1,
  })
  expect(textsOf(json, 'ImageType')).toEqual(['DERIVED', 'SECONDARY'])
  expect(textOf(json, 'DerivationDescription')).toMatch(
    /Turned clockwise by 90.*inverted.*SHA-256 [0-9a-f]{64}/,
  )
  expect([numberOf(json, 'Columns'), numberOf(json, 'Rows')]).toEqual([500, 400])
})
