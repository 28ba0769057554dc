import { db } from '../../client'

export interface ContradictedStudy {
  /** An object stands under the very SOP Instance UID. */
  isTaken: boolean
  patientId: string
  identity: {
    PatientID: string
    IssuerOfPatientID: string
    PatientName: string
    PatientBirthDate: string
    PatientSex: string
  }
  study: {
    studyId: string
    StudyInstanceUID: string
    StudyDate: string
    StudyDescription: string
    AccessionNumber: string
    ModalitiesInStudy: string[]
    images: number
  }
}

interface Wanted {
  id: string
  StudyInstanceUID: string
  SeriesInstanceUID: string
  SOPInstanceUID: string
}

/** By quarantined object: the study that it contradicts, where its SOP Instance, series or study UID stands. */
export async function contradictedStudies(
  objects: readonly Wanted[],
): Promise<Map<string, ContradictedStudy>> {
  const places = await db().$queryRaw<{ id: string; studyId: string; isTaken: boolean }[]>`
    select q.id, exists (select 1 from instance i where i.sop_instance_uid = q.sop) as "isTaken", coalesce(
      (select se.study_pk from instance i join series se on se.id = i.series_pk where i.sop_instance_uid = q.sop),
      (select se.study_pk from series se where se.series_instance_uid = q.series),
      (select st.id from study st where st.study_instance_uid = q.study)) as "studyId"
    from unnest(
      ${objects.map(({ id }) => id)}::uuid[], ${objects.map((o) => o.SOPInstanceUID)}::text[],
      ${objects.map((o) => o.SeriesInstanceUID)}::text[], ${objects.map((o) => o.StudyInstanceUID)}::text[])
      as q(id, sop, series, study)`
  const studies = await db().study.findMany({
    where: { id: { in: [...new Set(places.flatMap(({ studyId }) => studyId ?? []))] } },
    select: {
      id: true,
      patientId: true,
      StudyInstanceUID: true,
      StudyDate: true,
      StudyDescription: true,
      AccessionNumber: true,
      ModalitiesInStudy: true,
      NumberOfStudyRelatedInstances: true,
      patient: {
        select: {
          PatientID: true,
          IssuerOfPatientID: true,
          PatientName: true,
          PatientBirthDate: true,
          PatientSex: true,
        },
      },
    },
  })
  const byId = new Map(
    studies.map(({ id, patientId, patient, NumberOfStudyRelatedInstances, ...study }) => [
      id,
      {
        patientId,
        identity: patient,
        study: { studyId: id, images: NumberOfStudyRelatedInstances, ...study },
      },
    ]),
  )
  return new Map(
    places.flatMap(({ id, studyId, isTaken }) => {
      const found = byId.get(studyId)
      return found ? [[id, { isTaken, ...found }] as const] : []
    }),
  )
}
