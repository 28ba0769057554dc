import { keywordOf } from './dictionary'

/** Levels of the hierarchy, highest first (PS3.4 C.6.2). */
export const queryLevels = ['study', 'series', 'instance'] as const
export type QueryLevel = (typeof queryLevels)[number]

/** Attributes of the Patient, General Study and Patient Study modules (PS3.3 C.7.1, C.7.2). */
const study = new Set(
  `SpecificCharacterSet TimezoneOffsetFromUTC StudyDate StudyTime AccessionNumber IssuerOfAccessionNumberSequence
  ReferringPhysicianName ReferringPhysicianIdentificationSequence ConsultingPhysicianName StudyDescription
  ProcedureCodeSequence PhysiciansOfRecord NameOfPhysiciansReadingStudy AdmittingDiagnosesDescription
  ReferencedStudySequence ReferencedPatientSequence PatientName PatientID IssuerOfPatientID TypeOfPatientID
  PatientBirthDate PatientBirthTime PatientSex OtherPatientIDs OtherPatientIDsSequence OtherPatientNames PatientAge
  PatientSize PatientWeight PatientAddress MedicalAlerts Allergies EthnicGroup Occupation SmokingStatus
  AdditionalPatientHistory PregnancyStatus PatientSpeciesDescription PatientBreedDescription ResponsiblePerson
  ResponsibleOrganization PatientComments PatientIdentityRemoved DeidentificationMethod StudyInstanceUID StudyID
  AdmissionID CurrentPatientLocation StudyPriorityID StudyComments RequestingPhysician RequestingService
  RequestedProcedureDescription RequestedProcedureCodeSequence PatientState ModalitiesInStudy SOPClassesInStudy
  NumberOfStudyRelatedSeries NumberOfStudyRelatedInstances`.split(/\s+/),
)

/** Attributes of the General Series and General Equipment modules (PS3.3 C.7.3, C.7.5). */
const series = new Set(
  `Modality SeriesInstanceUID SeriesNumber Laterality SeriesDate SeriesTime SeriesDescription
  SeriesDescriptionCodeSequence PerformingPhysicianName OperatorsName ProtocolName BodyPartExamined PatientPosition
  ReferencedPerformedProcedureStepSequence RequestAttributesSequence PerformedProcedureStepStartDate
  PerformedProcedureStepStartTime PerformedProcedureStepEndDate PerformedProcedureStepEndTime
  PerformedProcedureStepID PerformedProcedureStepDescription PerformedProtocolCodeSequence Manufacturer
  InstitutionName InstitutionAddress StationName InstitutionalDepartmentName ManufacturerModelName
  DeviceSerialNumber SoftwareVersions FrameOfReferenceUID PositionReferenceIndicator
  NumberOfSeriesRelatedInstances`.split(/\s+/),
)

/** The level an attribute belongs to; what is not of the study or the series is of the instance. */
export function levelOf(tag: string): QueryLevel {
  const keyword = keywordOf(tag) ?? ''
  if (study.has(keyword)) return 'study'
  return series.has(keyword) ? 'series' : 'instance'
}

/** Whether something of `level` can be asked at `at`: an instance has a study date, a study has no slice thickness. */
export function isAtOrAbove(level: QueryLevel, at: QueryLevel): boolean {
  return queryLevels.indexOf(level) <= queryLevels.indexOf(at)
}
