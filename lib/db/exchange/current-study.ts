import { db } from '../client'

/** A study as the search for its priors needs it, with the studies of its patient that are here already. */
export async function currentStudy(studyId: string) {
  const row = await db().study.findUnique({
    where: { id: studyId },
    select: {
      StudyInstanceUID: true,
      StudyDate: true,
      StudyDescription: true,
      ModalitiesInStudy: true,
      bodyParts: true,
      patient: {
        select: {
          PatientID: true,
          PatientName: true,
          PatientBirthDate: true,
          studies: {
            where: { NumberOfStudyRelatedInstances: { gt: 0 } },
            select: { StudyInstanceUID: true },
          },
        },
      },
    },
  })
  if (!row) return null
  const { patient, ...study } = row
  const { studies, ...identity } = patient
  return { ...study, ...identity, known: new Set(studies.map(({ StudyInstanceUID }) => StudyInstanceUID)) }
}
