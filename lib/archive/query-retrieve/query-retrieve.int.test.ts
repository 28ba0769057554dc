import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { decodeDataSet } from '@/lib/dicom/decode-data-set'
import type { DicomJson, JsonValue } from '@/lib/dicom/dicom-json'
import { tagOf, vrOf } from '@/lib/dicom/dictionary'
import { numberOf, textOf, textsOf } from '@/lib/dicom/json-values'
import { imageForTest, type TestDataSet } from '@/lib/dicom/part10-for-test'
import { readFileMeta } from '@/lib/dicom/read-file-meta'
import { newUid } from '@/lib/dicom/uid'
import { findAt } from '@/lib/dimse/scu/find-at'
import { getAt } from '@/lib/dimse/scu/get-at'
import { moveAt } from '@/lib/dimse/scu/move-at'
import { startGateway, type Gateway } from '@/lib/dimse/start-gateway'
import { collectingGateway, type CollectingGateway } from '@/lib/dimse/collecting-gateway-for-test'
import { peerHandlers } from '../peer-handlers'
import { storeInstance } from '../store-instance'
import { findService } from './find-service'
import { models } from './models'
import { retrieveService } from './retrieve-service'

useTestDatabase()

let gateway: Gateway
let receiver: CollectingGateway
const a = { StudyInstanceUID: newUid(), ct: newUid(), mr: newUid(), images: [newUid(), newUid(), newUid()] }
const b = { StudyInstanceUID: newUid(), us: newUid(), image: newUid() }
/** Without their file headers, as they were stored. */
const dataSets = new Map<string, Buffer>()
const sentOf = (uids: readonly string[]) => new Map(uids.map((uid) => [uid, dataSets.get(uid)]))
const ExplicitVRLittleEndian = '1.2.840.10008.1.2.1'
const SecondaryCapture = '1.2.840.10008.5.1.4.1.1.7'
const MultiFrame = '1.2.840.10008.5.1.4.1.1.7.2'

beforeAll(async () => {
  receiver = await collectingGateway()
  await db().peer.createMany({
    data: [
      { aeTitle: 'READER', rights: ['find', 'retrieve'] },
      { aeTitle: 'SCANNER' },
      { aeTitle: 'WORKSTATION', host: '127.0.0.1', port: receiver.port },
      { aeTitle: 'AWAY', host: '127.0.0.1', port: 1 },
      { aeTitle: 'NOWHERE' },
    ],
    skipDuplicates: true,
  })
  const services = [findService('WETREAD'), retrieveService('WETREAD')]
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    handlers: peerHandlers({ ourAETitle: 'WETREAD', services }),
  })
  const ofA: TestDataSet = {
    ...{ StudyInstanceUID: a.StudyInstanceUID, PatientID: 'A', PatientName: 'Müller^Jörg' },
    ...{ StudyDate: '20240229', StudyTime: '101500', AccessionNumber: 'ACC1', StudyDescription: 'Chest' },
    SpecificCharacterSet: 'ISO_IR 192',
  }
  const ct = { ...ofA, SeriesInstanceUID: a.ct, Modality: 'CT', SeriesNumber: '1' }
  const files = [
    imageForTest({ ...ct, SOPInstanceUID: a.images[0] ?? '', InstanceNumber: '1' }),
    imageForTest({ ...ct, SOPInstanceUID: a.images[1] ?? '', InstanceNumber: '2' }),
    imageForTest({
      ...{
        ...ofA,
        SeriesInstanceUID: a.mr,
        SOPInstanceUID: a.images[2] ?? '',
        Modality: 'MR',
        SeriesNumber: '2',
      },
      RequestAttributesSequence: [{ ScheduledProcedureStepID: 'SPS1' }],
      SOPClassUID: MultiFrame,
    }),
    imageForTest({
      ...{ StudyInstanceUID: b.StudyInstanceUID, SeriesInstanceUID: b.us, SOPInstanceUID: b.image },
      ...{
        PatientID: 'B',
        PatientName: 'Yamada^Tarou=山田^太郎=やまだ^たろう',
        SpecificCharacterSet: 'ISO_IR 192',
      },
      ...{ StudyDate: '20240301', Modality: 'US' },
    }),
  ]
  for (const bytes of files) {
    const { SOPInstanceUID } = await storeInstance({ bytes, origin: 'demo' })
    dataSets.set(SOPInstanceUID, bytes.subarray(readFileMeta(bytes, bytes.length).metaLength))
  }
})
afterAll(async () => {
  await gateway.stop()
  await receiver.stop()
})

const peer = (callingAETitle = 'READER') => ({
  host: '127.0.0.1',
  port: gateway.port,
  calledAETitle: 'WETREAD',
  callingAETitle,
})

function identifierOf(keys: Record<string, string | string[] | JsonValue[]>): DicomJson {
  return Object.fromEntries(
    Object.entries(keys).map(([keyword, value]) => {
      const [tag, vr] = [tagOf(keyword), vrOf(tagOf(keyword))]
      if (vr === 'PN') return [tag, value === '' ? { vr } : { vr, Value: [{ Alphabetic: String(value) }] }]
      const values = Array.isArray(value) ? value : value === '' ? [] : [value]
      return [tag, values.length === 0 ? { vr } : { vr, Value: values }]
    }),
  )
}

type Keys = Parameters<typeof identifierOf>[0]
const search = (keys: Keys, SOPClassUID: string = models.study.find): Promise<DicomJson[]> =>
  findAt({ peer: peer(), SOPClassUID, identifier: identifierOf(keys), limit: 1000 })
const patients = async (keys: Keys): Promise<string[]> => {
  const found = await search({ QueryRetrieveLevel: 'STUDY', PatientID: '', ...keys })
  return found.map((json) => textOf(json, 'PatientID')).sort()
}

describe('C-FIND', () => {
  it('B128 answers at each level with what was asked for, and where it is', async () => {
    const [study = {}] = await search({
      ...{ QueryRetrieveLevel: 'STUDY', StudyInstanceUID: a.StudyInstanceUID, PatientName: '', StudyID: '' },
      ...{ NumberOfStudyRelatedSeries: '', NumberOfStudyRelatedInstances: '', ModalitiesInStudy: '' },
      ...{ NumberOfPatientRelatedStudies: '', InstanceAvailability: '' },
    })
    expect(Object.keys(study).sort()).toEqual(
      [
        ...[
          'SpecificCharacterSet',
          'QueryRetrieveLevel',
          'RetrieveAETitle',
          'InstanceAvailability',
          'PatientName',
        ],
        ...['StudyInstanceUID', 'StudyID', 'NumberOfStudyRelatedSeries', 'NumberOfStudyRelatedInstances'],
        ...['ModalitiesInStudy', 'NumberOfPatientRelatedStudies'],
      ]
        .map(tagOf)
        .sort(),
    )
    expect(textOf(study, 'RetrieveAETitle')).toBe('WETREAD')
    expect(textOf(study, 'InstanceAvailability')).toBe('ONLINE')
    expect(textOf(study, 'PatientName')).toBe('Müller^Jörg')
    expect(textsOf(study, 'ModalitiesInStudy').sort()).toEqual(['CT', 'MR'])
    expect(numberOf(study, 'NumberOfStudyRelatedInstances')).toBe(3)
    expect(numberOf(study, 'NumberOfPatientRelatedStudies')).toBe(1)

    const { StudyInstanceUID } = a
    const series = await search({
      QueryRetrieveLevel: 'SERIES',
      StudyInstanceUID,
      Modality: '',
      SeriesNumber: '',
    })
    expect(series.map((json) => textOf(json, 'Modality')).sort()).toEqual(['CT', 'MR'])
    const keys = {
      QueryRetrieveLevel: 'IMAGE',
      StudyInstanceUID,
      SeriesInstanceUID: a.ct,
      SOPInstanceUID: '',
    }
    const images = await search(keys)
    expect(images.map((json) => textOf(json, 'SOPInstanceUID')).sort()).toEqual(a.images.slice(0, 2).sort())
  })

  it('B128 finds patients in the patient root only, with their counts', async () => {
    const keys = {
      QueryRetrieveLevel: 'PATIENT',
      PatientID: '',
      PatientName: '',
      NumberOfPatientRelatedInstances: '',
    }
    const found = await search({ ...keys, PatientID: 'A' }, models.patient.find)
    expect(found).toHaveLength(1)
    expect(textOf(found[0] ?? {}, 'PatientName')).toBe('Müller^Jörg')
    expect(numberOf(found[0] ?? {}, 'NumberOfPatientRelatedInstances')).toBe(3)
    expect(await search(keys, models.patient.find)).toHaveLength(2)
    await expect(search(keys)).rejects.toThrow('A900')
  })

  it.each<[string, Keys, string[]]>([
    ['universal', {}, ['A', 'B']],
    ['single value', { PatientID: 'A' }, ['A']],
    ['wildcard', { PatientName: 'mul*' }, ['A']],
    ['wildcard of one character', { AccessionNumber: 'ACC?' }, ['A']],
    ['range', { StudyDate: '20240301-' }, ['B']],
    ['range with time', { StudyDate: '20240201-20240229', StudyTime: '1000-1100' }, ['A']],
    ['modalities in study', { ModalitiesInStudy: 'MR' }, ['A']],
    ['list of UIDs', { StudyInstanceUID: [a.StudyInstanceUID, b.StudyInstanceUID] }, ['A', 'B']],
    ['nothing', { PatientID: 'nobody' }, []],
  ])('B128 matches by %s', async (_what, keys, expected) => {
    expect(await patients(keys)).toEqual(expected)
  })

  it('B128 matches names in any script', async () => {
    const identifier: DicomJson = {
      ...identifierOf({ QueryRetrieveLevel: 'STUDY', PatientID: '' }),
      [tagOf('PatientName')]: { vr: 'PN', Value: [{ Ideographic: '山田*' }] },
    }
    const found = await findAt({ peer: peer(), SOPClassUID: models.study.find, identifier, limit: 10 })
    expect(found.map((json) => json[tagOf('PatientName')]?.Value)).toEqual([
      [{ Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' }],
    ])
  })

  it('B128 matches an item of a sequence attribute by attribute', async () => {
    const item = identifierOf({ ScheduledProcedureStepID: 'SPS1' })
    const keys = { QueryRetrieveLevel: 'SERIES', StudyInstanceUID: a.StudyInstanceUID, Modality: '' }
    const found = await search({ ...keys, RequestAttributesSequence: [item] })
    expect(found.map((json) => textOf(json, 'Modality'))).toEqual(['MR'])
  })

  it('B129 refuses an identifier without level, or with an unknown one', async () => {
    await expect(search({ PatientID: 'A' })).rejects.toThrow('A900')
    await expect(search({ QueryRetrieveLevel: 'FRAME', PatientID: 'A' })).rejects.toThrow('A900')
  })

  it('B130 takes a list of UIDs longer than 256 characters whole', async () => {
    const many = Array.from({ length: 200 }, newUid)
    expect(await patients({ StudyInstanceUID: many })).toEqual([])
    expect(await patients({ StudyInstanceUID: [...many, b.StudyInstanceUID] })).toEqual(['B'])
  })

  it('B131 ignores group lengths in the identifier', async () => {
    const identifier: DicomJson = {
      ...identifierOf({ QueryRetrieveLevel: 'STUDY', PatientID: 'A' }),
      '00080000': { vr: 'UL', Value: [99] },
      '00100000': { vr: 'UL', Value: [99] },
    }
    const found = await findAt({ peer: peer(), SOPClassUID: models.study.find, identifier, limit: 10 })
    expect(found).toHaveLength(1)
  })

  it('S47 is refused with 0124 to a peer that may only store, in words for the technologist', async () => {
    const refused = findAt({
      peer: peer('SCANNER'),
      SOPClassUID: models.study.find,
      identifier: identifierOf({ QueryRetrieveLevel: 'STUDY', PatientID: '' }),
      limit: 10,
    })
    await expect(refused).rejects.toThrow('0124')
    await expect
      .poll(() => db().peer.findUnique({ where: { aeTitle: 'SCANNER' }, select: { lastRejection: true } }))
      .toMatchObject({ lastRejection: expect.stringContaining('may not search the archive') as string })
  })
})

const collect =
  (bytes: Map<string, Buffer>) =>
  async ({ SOPInstanceUID }: { SOPInstanceUID: string }) => {
    const parts: Buffer[] = []
    return Promise.resolve({
      write: (part: Uint8Array) => Promise.resolve(void parts.push(Buffer.from(part))),
      finish: () => Promise.resolve(void bytes.set(SOPInstanceUID, Buffer.concat(parts))).then(() => null),
      abort: () => Promise.resolve(),
    })
  }
const everything = [SecondaryCapture, MultiFrame].map((abstractSyntax) => ({
  abstractSyntax,
  transferSyntaxes: [ExplicitVRLittleEndian],
}))
const get = async (keys: Keys, storage = everything) => {
  const bytes = new Map<string, Buffer>()
  const counts = await getAt({
    ...{ peer: peer(), SOPClassUID: models.study.get, storage },
    identifier: identifierOf(keys),
    receive: collect(bytes),
  })
  return { counts, bytes }
}

describe('C-GET', () => {
  it('B134 brings the objects as they are stored: 0000', async () => {
    const keys = { QueryRetrieveLevel: 'STUDY', StudyInstanceUID: a.StudyInstanceUID }
    const { counts, bytes } = await get(keys)
    expect(counts).toEqual({ remaining: 0, completed: 3, failed: 0, warning: 0 })
    expect(bytes).toEqual(sentOf(a.images))
  })

  it('B134 by series, by image, by a list of studies, and nothing of what is not there', async () => {
    const { StudyInstanceUID } = a
    const bySeries = await get({ QueryRetrieveLevel: 'SERIES', StudyInstanceUID, SeriesInstanceUID: a.ct })
    expect(bySeries.bytes.size).toBe(2)
    const byImage = await get({ QueryRetrieveLevel: 'IMAGE', SOPInstanceUID: b.image })
    expect(byImage.bytes.size).toBe(1)
    const studies = [StudyInstanceUID, b.StudyInstanceUID]
    expect((await get({ QueryRetrieveLevel: 'STUDY', StudyInstanceUID: studies })).bytes.size).toBe(4)
    const other = await get({ QueryRetrieveLevel: 'STUDY', StudyInstanceUID: newUid() })
    expect(other.counts).toEqual({ remaining: 0, completed: 0, failed: 0, warning: 0 })
    await expect(get({ QueryRetrieveLevel: 'STUDY', StudyInstanceUID: '' })).rejects.toThrow('A900')
  })

  it('B134 context missing for some: B000 with counters; for all: A702', async () => {
    const keys = { QueryRetrieveLevel: 'STUDY', StudyInstanceUID: a.StudyInstanceUID }
    const { counts } = await get(keys, everything.slice(1))
    expect(counts).toEqual({ remaining: 0, completed: 1, failed: 2, warning: 0 })
    const none = [
      { abstractSyntax: '1.2.840.10008.5.1.4.1.1.128', transferSyntaxes: [ExplicitVRLittleEndian] },
    ]
    await expect(get(keys, none)).rejects.toThrow('A702')
  })

  it('B132 B134 stops when it is cancelled: FE00', async () => {
    const cancelling = new AbortController()
    const receive = collect(new Map())
    const got = getAt({
      ...{ peer: peer(), SOPClassUID: models.study.get, storage: everything },
      identifier: identifierOf({ QueryRetrieveLevel: 'STUDY', StudyInstanceUID: a.StudyInstanceUID }),
      receive: (object) => {
        // Goes out before this object is answered.
        cancelling.abort()
        return receive(object)
      },
      signal: cancelling.signal,
    })
    await expect(got).rejects.toThrow('FE00')
  })
})

describe('C-MOVE', () => {
  const move = (MoveDestination: string, StudyInstanceUID = a.StudyInstanceUID) =>
    moveAt({
      ...{ peer: peer(), SOPClassUID: models.study.move, MoveDestination },
      identifier: identifierOf({ QueryRetrieveLevel: 'STUDY', StudyInstanceUID }),
    })

  it('B133 sends to a peer of the list, byte for byte', async () => {
    receiver.objects.clear()
    expect(await move('WORKSTATION')).toEqual({ remaining: 0, completed: 3, failed: 0, warning: 0 })
    const bytes = [...receiver.objects].map(([uid, { dataSet }]): [string, Buffer] => [uid, dataSet])
    expect(new Map(bytes)).toEqual(sentOf(a.images))
  })

  it('B133 an unknown destination, or one without host: A801; S47', async () => {
    await expect(move('ELSEWHERE')).rejects.toThrow('A801')
    await expect(move('NOWHERE')).rejects.toThrow('A801')
  })

  it('B133 none match: 0000; nobody answers there: A702', async () => {
    expect((await move('WORKSTATION', newUid())).completed).toBe(0)
    await expect(move('AWAY')).rejects.toThrow('A702')
  })

  it('B133 part fails: B000 with counters', async () => {
    receiver.refuse.add(a.images[1] ?? '')
    expect(await move('WORKSTATION')).toEqual({ remaining: 0, completed: 2, failed: 1, warning: 0 })
    receiver.refuse.clear()
  })
})

describe('transfer syntaxes', () => {
  const ImplicitVRLittleEndian = '1.2.840.10008.1.2'
  const keys = { QueryRetrieveLevel: 'STUDY', StudyInstanceUID: b.StudyInstanceUID }

  it('B134 converts what the receiver does not take as it is stored', async () => {
    const storage = [{ abstractSyntax: SecondaryCapture, transferSyntaxes: [ImplicitVRLittleEndian] }]
    const { counts, bytes } = await get(keys, storage)
    expect(counts.completed).toBe(1)
    const json = decodeDataSet(bytes.get(b.image) ?? Buffer.alloc(0), ImplicitVRLittleEndian)
    expect(textOf(json, 'SOPInstanceUID')).toBe(b.image)
    expect(json[tagOf('PixelData')]?.BulkData?.length).toBe(256)
  })

  it('B134 an object whose bytes are gone fails alone', async () => {
    const where = { SOPInstanceUID: a.images[0] ?? '' }
    const row = await db().instance.findUniqueOrThrow({ where, select: { blobName: true } })
    await db().instance.update({ where, data: { blobName: '0'.repeat(32) }, select: { id: true } })
    const study = { QueryRetrieveLevel: 'STUDY', StudyInstanceUID: a.StudyInstanceUID }
    const { counts, bytes } = await get(study)
    expect(counts).toEqual({ remaining: 0, completed: 2, failed: 1, warning: 0 })
    expect([...bytes.keys()].sort()).toEqual(a.images.slice(1).sort())
    await db().instance.update({ where, data: row, select: { id: true } })
    expect((await get(study)).counts.completed).toBe(3)
  })

  it('B134 counts what cannot be converted as failed', async () => {
    const storage = [{ abstractSyntax: SecondaryCapture, transferSyntaxes: ['1.2.840.10008.1.2.4.100'] }]
    await expect(get(keys, storage)).rejects.toThrow('A702')
  })
})
