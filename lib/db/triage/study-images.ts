import type { Db } from '../client'

/** Every instance of a study with what decides whether a model may look at it. */
export async function studyImages(tx: Db, studyId: string) {
  const found = await tx.instance.findMany({
    where: { series: { studyId } },
    orderBy: [{ series: { SeriesNumber: 'asc' } }, { InstanceNumber: 'asc' }, { SOPInstanceUID: 'asc' }],
    select: {
      SOPInstanceUID: true,
      SOPClassUID: true,
      Rows: true,
      Columns: true,
      NumberOfFrames: true,
      PhotometricInterpretation: true,
      ViewPosition: true,
      series: {
        select: {
          Modality: true,
          BodyPartExamined: true,
          SeriesDescription: true,
          ProtocolName: true,
          study: {
            select: {
              StudyInstanceUID: true,
              StudyDescription: true,
              StudyDate: true,
              patient: { select: { PatientBirthDate: true } },
            },
          },
        },
      },
    },
  })
  return found.map(({ series: { study, ...series }, ...instance }) => ({
    ...instance,
    ...series,
    StudyInstanceUID: study.StudyInstanceUID,
    StudyDescription: study.StudyDescription,
    StudyDate: study.StudyDate,
    PatientBirthDate: study.patient.PatientBirthDate,
  }))
}
