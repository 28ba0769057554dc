import { AppError } from '@/lib/errors'
import { numberOf, textOf, textsOf } from './json-values'
import type { Part10 } from './parse-part10'
import { isUid } from './uid'

/** A DICOMDIR (PS3.3 F): no composite object, so it has none of the UIDs. */
const MediaStorageDirectoryStorage = '1.2.840.10008.1.3.10'

/** What the index keeps of an instance: '' and null where the attribute is absent or empty. */
export type InstanceHeader = ReturnType<typeof readInstanceHeader>

/**
 * The attributes the index is made of. The first value counts where one is allowed and several came.
 * @throws AppError('unprocessable') when a UID that identifies the object is missing or is no UID; `detail` has the
 * SOP UIDs as far as they could be read, for the failure answer (PS3.18 10.5.3).
 */
export function readInstanceHeader({ json, TransferSyntaxUID, MediaStorageSOPClassUID, pixelData }: Part10) {
  if (MediaStorageSOPClassUID === MediaStorageDirectoryStorage) {
    throw new AppError('unprocessable', 'This is a DICOMDIR, the index of a disc. Send the files it lists.')
  }
  const text = (keyword: string) => textOf(json, keyword)
  const number = (keyword: string) => numberOf(json, keyword)
  const uids = {
    SOPClassUID: text('SOPClassUID'),
    SOPInstanceUID: text('SOPInstanceUID'),
    StudyInstanceUID: text('StudyInstanceUID'),
    SeriesInstanceUID: text('SeriesInstanceUID'),
  }
  checkUids(uids, json, TransferSyntaxUID)
  return {
    ...uids,
    TransferSyntaxUID,
    PatientID: text('PatientID'),
    IssuerOfPatientID: text('IssuerOfPatientID'),
    PatientName: text('PatientName'),
    PatientBirthDate: text('PatientBirthDate'),
    PatientSex: text('PatientSex'),
    PatientAge: text('PatientAge'),
    StudyDate: text('StudyDate'),
    StudyTime: text('StudyTime'),
    AccessionNumber: text('AccessionNumber'),
    StudyID: text('StudyID'),
    StudyDescription: text('StudyDescription'),
    ReferringPhysicianName: text('ReferringPhysicianName'),
    InstitutionName: text('InstitutionName'),
    Modality: text('Modality'),
    SeriesNumber: integer(number('SeriesNumber')),
    SeriesDescription: text('SeriesDescription'),
    BodyPartExamined: text('BodyPartExamined'),
    Laterality: text('Laterality') || text('ImageLaterality'),
    ProtocolName: text('ProtocolName'),
    Manufacturer: text('Manufacturer'),
    StationName: text('StationName'),
    PerformedProcedureStepStartDate: text('PerformedProcedureStepStartDate'),
    PerformedProcedureStepStartTime: text('PerformedProcedureStepStartTime'),
    InstanceNumber: integer(number('InstanceNumber')),
    Rows: integer(number('Rows')),
    Columns: integer(number('Columns')),
    BitsAllocated: integer(number('BitsAllocated')),
    NumberOfFrames: integer(number('NumberOfFrames')),
    PhotometricInterpretation: text('PhotometricInterpretation'),
    ViewPosition: text('ViewPosition'),
    RequestedProcedurePriority: text('RequestedProcedurePriority'),
    /** Retired (PS3.3-2004), still sent by older devices. */
    StudyPriorityID: text('StudyPriorityID'),
    RequestingService: text('RequestingService'),
    CurrentPatientLocation: text('CurrentPatientLocation'),
    AdmissionID: text('AdmissionID'),
    AdmittingDiagnosesDescription: text('AdmittingDiagnosesDescription'),
    PatientState: text('PatientState'),
    ImageComments: text('ImageComments'),
    hasPixelData: pixelData !== null,
  }
}

function checkUids(uids: Record<string, string>, json: Part10['json'], TransferSyntaxUID: string): void {
  const readable = ['SOPClassUID', 'SOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID']
  const detail = Object.fromEntries(readable.map((k) => [k, isUid(uids[k] ?? '') ? uids[k] : '']))
  for (const keyword of readable) {
    const value = uids[keyword] ?? ''
    if (value === '') throw new AppError('unprocessable', `${keyword} is missing in the file.`, { detail })
    if (!isUid(value) || textsOf(json, keyword).length !== 1) {
      throw new AppError('unprocessable', `${keyword} in the file is not a valid UID.`, { detail })
    }
  }
  if (!isUid(TransferSyntaxUID)) {
    throw new AppError('unprocessable', 'The transfer syntax in the file header is not a valid UID.', {
      detail,
    })
  }
}

/** The index has 32-bit columns; what does not fit there is not a number anybody counts by. */
function integer(value: number | null): number | null {
  if (value === null || !Number.isInteger(value)) return null
  return Math.abs(value) <= 0x7fffffff ? value : null
}
