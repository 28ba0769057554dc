import { expect, it } from 'vitest'
import type { NewInstance } from '@/lib/db/archive/new-instance'
import { db, transaction } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { readInstanceHeader } from '@/lib/dicom/instance-header'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { newUid } from '@/lib/dicom/uid'
import { indexTogether } from './index-together'
import { testObject } from './test-object'

useTestDatabase()

function instance(attributes: Record<string, string> = {}): NewInstance {
  const header = readInstanceHeader(parsePart10(testObject(attributes).bytes))
  return {
    header,
    nameKey: 'geheim gerda',
    referringPhysicianKey: '',
    synthetic: false,
    blobName: newUid(),
    byteLength: 1,
    sha256: new Uint8Array(32),
    metadata: new Uint8Array(8),
    origin: 'test',
    receivedAt: new Date(),
  }
}

it('indexes new studies, new series and further images, all that came meanwhile in one go', async () => {
  const StudyInstanceUID = newUid()
  const series = [newUid(), newUid()]
  const images = Array.from({ length: 40 }, (_, i) =>
    instance({ StudyInstanceUID, SeriesInstanceUID: series[i % 2] ?? '', Modality: i % 2 ? 'SR' : 'CT' }),
  )
  const others = Array.from({ length: 10 }, (_, i) => instance({ PatientID: `G-${i}` }))
  const indexed = await Promise.all([...images, ...others].map(indexTogether))
  expect(indexed.map((answer) => answer?.isNew)).toEqual(indexed.map(() => true))
  expect(await indexTogether(instance({ StudyInstanceUID, SeriesInstanceUID: newUid() }))).toMatchObject({
    isNew: true,
  })
  const study = await db().study.findUniqueOrThrow({ where: { StudyInstanceUID } })
  expect(study).toMatchObject({
    NumberOfStudyRelatedInstances: 41,
    NumberOfStudyRelatedSeries: 3,
    revision: 41,
  })
  expect([...study.ModalitiesInStudy].sort()).toEqual(['CR', 'CT', 'SR'])
})

it('says of an image that is there that it is, and keeps one row', async () => {
  const image = instance()
  expect(await indexTogether(image)).toMatchObject({ isNew: true })
  expect(await indexTogether({ ...image, blobName: newUid() })).toMatchObject({ isNew: false })
  const twice = instance({
    StudyInstanceUID: image.header.StudyInstanceUID,
    SeriesInstanceUID: image.header.SeriesInstanceUID,
  })
  const answers = await Promise.all([indexTogether(twice), indexTogether({ ...twice, blobName: newUid() })])
  expect(answers.map((answer) => answer?.isNew).sort()).toEqual([false, true])
})

it('waits for nobody: what somebody else is changing is left to the careful way', async () => {
  const image = instance()
  const { StudyInstanceUID, SeriesInstanceUID } = image.header
  await indexTogether(image)
  const another = instance({ StudyInstanceUID, SeriesInstanceUID })
  await transaction(async (tx) => {
    await tx.$queryRaw`select id from study where study_instance_uid = ${StudyInstanceUID} for update`
    expect(await indexTogether(another)).toBeNull()
  })
  expect(await indexTogether(another)).toMatchObject({ isNew: true })
})

it('does not let one image that the database refuses take others with it', async () => {
  const [good, bad] = [instance(), { ...instance(), origin: 'a\0b' }]
  const outcomes = await Promise.all([indexTogether(good), indexTogether(bad)])
  // The two may have come in one group; then each is tried by itself.
  expect(outcomes[1]).toBeNull()
  expect(await indexTogether(good)).not.toBeNull()
})
