import type { StudyScope } from '@/lib/access/may'
import type { Db } from '../client'
import type { Prisma } from '../generated/client'
import { userNames } from './user-names'

/** Study, patient, series and instances as the viewer needs them. */
export async function studyWithSeries(tx: Db, studyId: string) {
  return tx.study.findUnique({
    where: { id: studyId },
    select: {
      id: true,
      patientId: true,
      StudyInstanceUID: true,
      AccessionNumber: true,
      StudyDescription: true,
      StudyDate: true,
      StudyTime: true,
      ReferringPhysicianName: true,
      InstitutionName: true,
      synthetic: true,
      patient: {
        select: {
          PatientName: true,
          PatientID: true,
          PatientBirthDate: true,
          PatientSex: true,
          identityConflict: true,
        },
      },
      series: {
        select: seriesSelect,
        orderBy: [{ SeriesNumber: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
      },
    },
  })
}

const seriesSelect = {
  SeriesInstanceUID: true,
  Modality: true,
  SeriesNumber: true,
  SeriesDescription: true,
  BodyPartExamined: true,
  Laterality: true,
  instances: {
    orderBy: [{ InstanceNumber: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    select: {
      SOPInstanceUID: true,
      SOPClassUID: true,
      InstanceNumber: true,
      NumberOfFrames: true,
      PhotometricInterpretation: true,
      TransferSyntaxUID: true,
      ViewPosition: true,
    },
  },
} satisfies Prisma.SeriesSelect

/** The other studies of the patient that are in the reader's scope, latest first. */
export async function priorStudies(
  tx: Db,
  { studyId, patientId, scope }: { studyId: string; patientId: string; scope: StudyScope },
) {
  if (scope.kind === 'none') return []
  const own = scope.kind === 'all' ? {} : { referringPhysicianKey: scope.referringPhysicianKey }
  return tx.study.findMany({
    where: { patientId, id: { not: studyId }, NumberOfStudyRelatedInstances: { gt: 0 }, ...own },
    orderBy: [{ StudyDate: 'desc' }, { StudyTime: 'desc' }, { id: 'desc' }],
    take: 200,
    select: {
      id: true,
      StudyInstanceUID: true,
      StudyDate: true,
      StudyDescription: true,
      ModalitiesInStudy: true,
      NumberOfStudyRelatedInstances: true,
      readingTask: { select: { state: true } },
    },
  })
}

/** All runs of a study with their findings, the latest first. */
export async function modelRunsOf(tx: Db, studyId: string) {
  return tx.modelRun.findMany({
    where: { studyId },
    orderBy: { startedAt: 'desc' },
    select: {
      modelName: true,
      modelVersion: true,
      modelSha256: true,
      outcome: true,
      reason: true,
      urgency: true,
      SOPInstanceUID: true,
      startedAt: true,
      durationMs: true,
      findings: {
        orderBy: [{ positive: 'desc' }, { probability: 'desc' }],
        select: {
          name: true,
          label: true,
          probability: true,
          operatingPoint: true,
          positive: true,
          urgency: true,
        },
      },
    },
  })
}

/** The study's log with the names of who acted; '' for Wetread itself. */
export async function logOf(tx: Db, studyId: string): Promise<{ type: string; at: Date; actor: string }[]> {
  const events = await tx.readingEvent.findMany({
    where: { studyId },
    orderBy: { id: 'asc' },
    take: 1_000,
    select: { type: true, at: true, actorId: true },
  })
  const names = await userNames(
    tx,
    events.flatMap(({ actorId }) => actorId ?? []),
  )
  return events.map(({ type, at, actorId }) => ({ type, at, actor: names.get(actorId ?? '') ?? '' }))
}
