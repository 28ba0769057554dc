import type { Actor } from '@/lib/access/actor'
import { may, studyScope } from '@/lib/access/may'
import { db } from '@/lib/db/client'
import { worklistRow } from '@/lib/db/reading/sql/worklist-rows'
import { logOf, modelRunsOf, priorStudies, studyWithSeries } from '@/lib/db/reading/study-detail'
import { draftDto } from '@/lib/db/reporting/draft-dto'
import { findDraft } from '@/lib/db/reporting/drafts'
import { versionDto } from '@/lib/db/reporting/version-dto'
import { versionsOf } from '@/lib/db/reporting/versions'
import { splitPersonName } from '@/lib/dicom/split-person-name'
import { AppError } from '@/lib/errors'
import { permissions } from './permissions'
import type { SeriesDetail, StudyDetail } from './study-detail'
import { toRow } from './to-row'

/** What a referring physician sees of a study's way. */
const publicEvents = ['received', 'readable', 'preliminary', 'final', 'addended']

/**
 * One study as this actor may see it: parts that the role has no right to are null, priors stay within the actor's
 * scope. The caller has asked the policy whether the study itself may be seen.
 * @throws AppError not-found
 */
export async function readStudyDetail({
  studyId,
  actor,
  now = new Date(),
}: {
  studyId: string
  actor: Actor
  now?: Date
}): Promise<StudyDetail> {
  const can = (action: Parameters<typeof may>[1]): boolean => may(actor, action).allowed
  const study = await studyWithSeries(db(), studyId)
  if (!study) throw new AppError('not-found', 'There is no such study here.')
  const scope = studyScope(actor, 'study:read')
  const [record, priors, runs, draft, versions, events] = await Promise.all([
    worklistRow(db(), studyId),
    priorStudies(db(), { studyId, patientId: study.patientId, scope }),
    can('ai:read') ? modelRunsOf(db(), studyId) : null,
    can('report:draft') ? findDraft(db(), studyId) : null,
    can('report:read') ? versionsOf(db(), studyId) : null,
    logOf(db(), studyId),
  ])
  const row = record ? toRow(record, actor) : null
  return {
    row: can('worklist:read') ? row : null,
    study: {
      studyId: study.id,
      StudyInstanceUID: study.StudyInstanceUID,
      PatientName: splitPersonName(study.patient.PatientName),
      PatientID: study.patient.PatientID,
      PatientBirthDate: study.patient.PatientBirthDate,
      PatientSex: study.patient.PatientSex,
      AccessionNumber: study.AccessionNumber,
      StudyDescription: study.StudyDescription,
      StudyDate: study.StudyDate,
      StudyTime: study.StudyTime,
      ReferringPhysicianName: study.ReferringPhysicianName,
      InstitutionName: study.InstitutionName,
      synthetic: study.synthetic,
      identityConflict: study.patient.identityConflict,
    },
    series: study.series.map(toSeries),
    priors: priors.map(({ id, readingTask, ...prior }) => ({
      ...prior,
      studyId: id,
      state: readingTask?.state ?? 'arriving',
    })),
    modelRuns: runs?.map((run) => ({ ...run, startedAt: run.startedAt.toISOString() })) ?? null,
    report: versions && { draft: draft && draftDto(draft), versions: versions.map(versionDto) },
    events: events
      .filter(
        ({ type }) => publicEvents.includes(type) || can(type === 'ai-result' ? 'ai:read' : 'worklist:read'),
      )
      .map(({ type, at, actor: name }) => ({ type, at: at.toISOString(), actor: name || 'Wetread' })),
    permissions: permissions(actor, row, now),
  }
}

type StoredSeries = NonNullable<Awaited<ReturnType<typeof studyWithSeries>>>['series'][number]

function toSeries({ instances, ...series }: StoredSeries): SeriesDetail {
  return {
    ...series,
    instances: instances.map(({ PhotometricInterpretation, NumberOfFrames, ...instance }) => ({
      ...instance,
      NumberOfFrames: NumberOfFrames ?? 1,
      hasPixelData: PhotometricInterpretation !== null,
    })),
  }
}
