import { randomUUID } from 'node:crypto'
import { db } from '../client'

export interface TestStudy {
  PatientName?: string
  nameKey?: string
  PatientID?: string
  AccessionNumber?: string
  StudyDescription?: string
  referringPhysicianKey?: string
  ModalitiesInStudy?: string[]
  patientId?: string
  receivedAt?: Date
}

/** For tests: an indexed study with its 'received' event, as the archive leaves it. @returns its id */
export async function studyForTest(input: TestStudy = {}): Promise<string> {
  const { PatientName = 'Doe^Jane', nameKey = 'doe jane', PatientID = 'P1', receivedAt = new Date() } = input
  const patientId =
    input.patientId ??
    (await db().patient.create({ data: { PatientID, PatientName, nameKey }, select: { id: true } })).id
  const study = await db().study.create({
    data: {
      patientId,
      StudyInstanceUID: `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`,
      AccessionNumber: input.AccessionNumber ?? '',
      StudyDescription: input.StudyDescription ?? 'Chest PA',
      referringPhysicianKey: input.referringPhysicianKey ?? '',
      ModalitiesInStudy: input.ModalitiesInStudy ?? ['CR'],
      NumberOfStudyRelatedInstances: 1,
      receivedAt,
    },
    select: { id: true },
  })
  await db().readingEvent.create({
    data: { studyId: study.id, type: 'received', at: receivedAt },
    select: { id: true },
  })
  return study.id
}
