import { db } from '../../client'

/** What a rejection note says of the study, and all that it could reference. */
export async function rejectionFacts(StudyInstanceUID: string) {
  const found = await db().study.findUnique({
    where: { StudyInstanceUID },
    select: {
      StudyDate: true,
      StudyTime: true,
      AccessionNumber: true,
      StudyID: true,
      StudyDescription: true,
      ReferringPhysicianName: true,
      patient: {
        select: {
          PatientID: true,
          IssuerOfPatientID: true,
          PatientName: true,
          PatientBirthDate: true,
          PatientSex: true,
        },
      },
      series: {
        select: {
          SeriesInstanceUID: true,
          instances: { select: { SOPClassUID: true, SOPInstanceUID: true } },
        },
      },
    },
  })
  if (!found) return null
  const { patient, series, ...study } = found
  // Of a patient without an ID the issuer is our own mark.
  const IssuerOfPatientID = patient.PatientID === '' ? '' : patient.IssuerOfPatientID
  return {
    ...study,
    ...patient,
    IssuerOfPatientID,
    instances: series.flatMap(({ SeriesInstanceUID, instances }) =>
      instances.map((instance) => ({ SeriesInstanceUID, ...instance })),
    ),
  }
}

/** The note goes when the rejection is undone. */
export async function insertedNote(changeId: string, SOPInstanceUID: string): Promise<void> {
  await db().$executeRaw`
    update archive_change set detail = detail || jsonb_build_object('note', ${SOPInstanceUID}::text)
    where id = ${changeId}::uuid`
}
