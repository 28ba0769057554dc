import type { NewInstance } from '../new-instance'

/** An instance on its way into the index, and when the job that it announces is to run; null: it announces nothing. */
export interface Incoming {
  id: string
  instance: NewInstance
  announceAt: Date | null
}

type Value = string | number | Date | Buffer | null

/** A group of instances as one array a column: what `unnest` makes rows of. */
const columns = {
  id: ['uuid', ({ id }) => id],
  announce_at: ['timestamptz', ({ announceAt }) => announceAt],
  study_instance_uid: ['text', ({ instance }) => instance.header.StudyInstanceUID],
  series_instance_uid: ['text', ({ instance }) => instance.header.SeriesInstanceUID],
  patient_id: ['text', ({ instance }) => instance.header.PatientID],
  issuer_of_patient_id: ['text', ({ instance }) => instance.header.IssuerOfPatientID],
  patient_name: ['text', ({ instance }) => instance.header.PatientName],
  patient_birth_date: ['text', ({ instance }) => instance.header.PatientBirthDate],
  study_date: ['text', ({ instance }) => instance.header.StudyDate],
  study_time: ['text', ({ instance }) => instance.header.StudyTime],
  accession_number: ['text', ({ instance }) => instance.header.AccessionNumber],
  study_description: ['text', ({ instance }) => instance.header.StudyDescription],
  study_id: ['text', ({ instance }) => instance.header.StudyID],
  institution_name: ['text', ({ instance }) => instance.header.InstitutionName],
  referring_physician_name: ['text', ({ instance }) => instance.header.ReferringPhysicianName],
  referring_physician_key: ['text', ({ instance }) => instance.referringPhysicianKey],
  modality: ['text', ({ instance }) => instance.header.Modality],
  body_part_examined: ['text', ({ instance }) => instance.header.BodyPartExamined],
  sop_instance_uid: ['text', ({ instance }) => instance.header.SOPInstanceUID],
  sop_class_uid: ['text', ({ instance }) => instance.header.SOPClassUID],
  instance_number: ['int', ({ instance }) => instance.header.InstanceNumber],
  rows: ['int', ({ instance }) => instance.header.Rows],
  columns: ['int', ({ instance }) => instance.header.Columns],
  bits_allocated: ['int', ({ instance }) => instance.header.BitsAllocated],
  number_of_frames: ['int', ({ instance }) => instance.header.NumberOfFrames],
  photometric_interpretation: [
    'text',
    ({ instance: { header } }) => (header.hasPixelData ? header.PhotometricInterpretation : null),
  ],
  view_position: ['text', ({ instance }) => instance.header.ViewPosition],
  transfer_syntax_uid: ['text', ({ instance }) => instance.header.TransferSyntaxUID],
  blob_name: ['text', ({ instance }) => instance.blobName],
  byte_length: ['bigint', ({ instance }) => instance.byteLength],
  sha256: ['bytea', ({ instance }) => bytes(instance.sha256)],
  metadata: ['bytea', ({ instance }) => bytes(instance.metadata)],
  origin: ['text', ({ instance }) => instance.origin],
  received_at: ['timestamptz', ({ instance }) => instance.receivedAt],
} as const satisfies Record<string, [type: string, value: (incoming: Incoming) => Value]>

const entries: [name: string, [type: string, value: (incoming: Incoming) => Value]][] =
  Object.entries(columns)

const parameters = entries.map(([, [type]], i) => `$${i + 1}::${type}[]`).join(', ')
const names = entries.map(([name]) => `"${name}"`).join(', ')

/** The first parameters of a statement as a table, in the order of arrival by `n`. */
export const incomingRows = `select * from unnest(${parameters}) with ordinality as incoming(${names}, n)`

/** How many parameters `incomingRows` takes. */
export const incomingParameters = entries.length

export function incomingValues(group: readonly Incoming[]): Value[][] {
  return entries.map(([, [, value]]) => group.map(value))
}

function bytes({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
