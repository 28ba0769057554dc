import { foldName, foldText } from '@/lib/dicom/fold-name'
import type { WorklistRow } from '@/lib/worklist/worklist-row'

/**
 * The rows that hold every typed word in a name, number, description, body part, modality or class. It runs in the
 * browser: what a reader types is often a patient's name, which has no place in an address or a log.
 */
export function searchRows(rows: readonly WorklistRow[], text: string, modality: string): WorklistRow[] {
  const words = foldText(text)
    .split(/[\s^,=]+/)
    .filter((word) => word !== '')
  return rows.filter(
    (row) =>
      (modality === '' || row.ModalitiesInStudy.includes(modality)) &&
      words.every((word) => haystack(row).includes(word)),
  )
}

function haystack(row: WorklistRow): string {
  const { alphabetic, ideographic, phonetic } = row.PatientName
  return [
    foldName(`${alphabetic}=${ideographic}=${phonetic}`),
    foldName(row.ReferringPhysicianName),
    foldText(
      [
        row.PatientID,
        row.AccessionNumber,
        row.StudyDescription,
        row.bodyParts.join(' '),
        row.ModalitiesInStudy.join(' '),
        row.urgency,
        row.patientClass,
        row.claim?.displayName ?? '',
      ].join(' '),
    ),
  ].join(' ')
}
