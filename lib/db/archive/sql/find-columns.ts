import type { QueryLevel } from '@/lib/dicom/query-level'

export interface FindColumn {
  level: QueryLevel
  /** In terms of `find-rows`: p patient, st study, se series, i instance. */
  column: string
  kind: 'text' | 'integer' | 'array' | 'name'
  /** Folded form of a name. */
  key?: string
  /** Where the components of the name stand one by one, indexed. */
  words?: Words
}

export interface Words {
  owner: string
  table: string
}

const text = (level: QueryLevel, column: string): FindColumn => ({ level, column, kind: 'text' })
const integer = (level: QueryLevel, column: string): FindColumn => ({ level, column, kind: 'integer' })
const name = (level: QueryLevel, column: string, key: string, words?: Words): FindColumn => ({
  level,
  column,
  kind: 'name',
  key,
  ...(words && { words }),
})

/** What the index answers by itself, by keyword. The only names that reach SQL text. */
export const findColumns = {
  StudyInstanceUID: text('study', 'st.study_instance_uid'),
  StudyDate: text('study', 'st.study_date'),
  StudyTime: text('study', 'st.study_time'),
  AccessionNumber: text('study', 'st.accession_number'),
  ModalitiesInStudy: { level: 'study', column: 'st.modalities_in_study', kind: 'array' },
  ReferringPhysicianName: name('study', 'st.referring_physician_name', 'st.referring_physician_key'),
  StudyDescription: text('study', 'st.study_description'),
  StudyID: text('study', 'st.study_id'),
  InstitutionName: text('study', 'st.institution_name'),
  PatientName: name('study', 'p.patient_name', 'p.name_key', {
    owner: 'p.id',
    table: 'patient_name_word',
  }),
  PatientID: text('study', 'p.patient_id'),
  IssuerOfPatientID: text('study', 'p.issuer_of_patient_id'),
  PatientBirthDate: text('study', 'p.patient_birth_date'),
  PatientSex: text('study', 'p.patient_sex'),
  NumberOfStudyRelatedSeries: integer('study', 'st.number_of_study_related_series'),
  NumberOfStudyRelatedInstances: integer('study', 'st.number_of_study_related_instances'),
  SeriesInstanceUID: text('series', 'se.series_instance_uid'),
  Modality: text('series', 'se.modality'),
  SeriesNumber: integer('series', 'se.series_number'),
  SeriesDescription: text('series', 'se.series_description'),
  BodyPartExamined: text('series', 'se.body_part_examined'),
  Laterality: text('series', 'se.laterality'),
  ProtocolName: text('series', 'se.protocol_name'),
  Manufacturer: text('series', 'se.manufacturer'),
  StationName: text('series', 'se.station_name'),
  PerformedProcedureStepStartDate: text('series', 'se.performed_procedure_step_start_date'),
  PerformedProcedureStepStartTime: text('series', 'se.performed_procedure_step_start_time'),
  NumberOfSeriesRelatedInstances: integer('series', 'se.number_of_series_related_instances'),
  SOPInstanceUID: text('instance', 'i.sop_instance_uid'),
  SOPClassUID: text('instance', 'i.sop_class_uid'),
  InstanceNumber: integer('instance', 'i.instance_number'),
  Rows: integer('instance', 'i.rows'),
  Columns: integer('instance', 'i.columns'),
  BitsAllocated: integer('instance', 'i.bits_allocated'),
  NumberOfFrames: integer('instance', 'i.number_of_frames'),
  AvailableTransferSyntaxUID: text('instance', 'i.transfer_syntax_uid'),
} as const satisfies Record<string, FindColumn>

export type FindKeyword = keyof typeof findColumns

export function findColumn(keyword: string): FindColumn | undefined {
  return Object.hasOwn(findColumns, keyword) ? findColumns[keyword as FindKeyword] : undefined
}
