import { beforeEach, expect } from 'vitest'
import { db } from '@/lib/db/client'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { storage } from '@/lib/storage/storage'
import { checkStorage } from '../check-storage'
import { storeInstance } from '../store-instance'
import { testObject, type TestObject } from '../test-object'

// Tests only: two patients, new ones for each test, and what is known of their objects.

export const actor = { kind: 'system', name: 'test', address: '' } as const
export const by = { reason: 'wrong wristband', actor }
export let ids: { a: string; b: string }
export let count = 0

beforeEach(() => {
  count += 1
  ids = { a: `A-${count}`, b: `B-${count}` }
})

export const anna = (more: Record<string, string> = {}) =>
  testObject({ PatientID: ids.a, PatientName: 'Anders^Anna', PatientBirthDate: '19500101', ...more })
export const berta = (more: Record<string, string> = {}) =>
  testObject({
    PatientID: ids.b,
    PatientName: 'Müller^Berta',
    PatientBirthDate: '19600202',
    SpecificCharacterSet: 'ISO_IR 192',
    ...more,
  })
export const store = (object: TestObject) => storeInstance({ bytes: object.bytes, origin: 'STOW-RS:test' })
export const setAside = (object: TestObject) =>
  expect(store(object)).rejects.toMatchObject({ detail: { quarantined: true } })

export async function quarantinedIds(): Promise<string[]> {
  const rows = await db().quarantinedObject.findMany({
    where: { state: 'open', PatientID: { in: [ids.a, ids.b] } },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function patientOf(StudyInstanceUID: string) {
  const { patient, ...study } = await db().study.findUniqueOrThrow({
    where: { StudyInstanceUID },
    select: {
      id: true,
      NumberOfStudyRelatedInstances: true,
      NumberOfStudyRelatedSeries: true,
      patient: true,
    },
  })
  return { ...study, patient }
}

/** What a reader gets: the whole file as it is served now. */
export async function served(SOPInstanceUID: string) {
  const { blobName, id } = await db().instance.findUniqueOrThrow({
    where: { SOPInstanceUID },
    select: { blobName: true, id: true },
  })
  const bytes = Buffer.from(await (await storage()).readAll(blobName))
  return { bytes, id, json: parsePart10(bytes).json }
}

export async function sound(): Promise<void> {
  const problems: unknown[] = []
  await checkStorage({ deep: true, report: (problem) => problems.push(problem) })
  expect(problems).toEqual([])
  for (const row of await db().study.findMany({
    include: { series: { include: { instances: { select: { id: true } } } } },
  })) {
    expect(row.NumberOfStudyRelatedInstances).toBe(row.series.flatMap((series) => series.instances).length)
    expect(row.NumberOfStudyRelatedSeries).toBe(row.series.length)
  }
}
