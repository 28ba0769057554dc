/**
 * The attributes that tell what a file is, by number: the browser does not carry the whole dictionary for them. A test
 * compares each with lib/dicom/dictionary.
 */
export const mediaTags = {
  MediaStorageSOPClassUID: 0x00020002,
  MediaStorageSOPInstanceUID: 0x00020003,
  TransferSyntaxUID: 0x00020010,
  SpecificCharacterSet: 0x00080005,
  SOPClassUID: 0x00080016,
  SOPInstanceUID: 0x00080018,
  StudyDate: 0x00080020,
  Modality: 0x00080060,
  StudyDescription: 0x00081030,
  PatientName: 0x00100010,
  PatientID: 0x00100020,
  PatientBirthDate: 0x00100030,
  StudyInstanceUID: 0x0020000d,
  SeriesInstanceUID: 0x0020000e,
  ReferencedSOPInstanceUIDInFile: 0x00041511,
} as const

export type MediaKeyword = keyof typeof mediaTags
export type MediaAttributes = Partial<Record<MediaKeyword, Uint8Array>>
