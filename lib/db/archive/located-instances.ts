import type { StudyRef } from '@/lib/access/may'
import { readRows } from '../read-pool'

export interface InstanceUids {
  StudyInstanceUID: string
  SeriesInstanceUID?: string | undefined
  SOPInstanceUID?: string | undefined
}

export const instanceColumns = {
  id: true,
  SOPInstanceUID: true,
  SOPClassUID: true,
  TransferSyntaxUID: true,
  InstanceNumber: true,
  NumberOfFrames: true,
  Rows: true,
  Columns: true,
  PhotometricInterpretation: true,
  blobName: true,
  byteLength: true,
  sha256: true,
  series: {
    select: {
      SeriesInstanceUID: true,
      Modality: true,
      study: { select: { id: true, StudyInstanceUID: true, revision: true } },
    },
  },
} as const

export interface LocatedRow {
  id: string
  SOPInstanceUID: string
  SOPClassUID: string
  TransferSyntaxUID: string
  InstanceNumber: number | null
  NumberOfFrames: number | null
  Rows: number | null
  Columns: number | null
  PhotometricInterpretation: string | null
  blobName: string
  byteLength: bigint | number
  sha256: Uint8Array
  series: {
    SeriesInstanceUID: string
    Modality: string
    study: { id: string; StudyInstanceUID: string; revision: number }
  }
  metadata?: Uint8Array
}

interface FlatRow extends Omit<LocatedRow, 'series'> {
  SeriesInstanceUID: string
  Modality: string
  studyId: string
  StudyInstanceUID: string
  revision: number
  patientId: string
  referringPhysicianKey: string
}

const columns = `
  i.id, i.sop_instance_uid as "SOPInstanceUID", i.sop_class_uid as "SOPClassUID",
  i.transfer_syntax_uid as "TransferSyntaxUID", i.instance_number as "InstanceNumber",
  i.number_of_frames as "NumberOfFrames", i.rows as "Rows", i.columns as "Columns",
  i.photometric_interpretation as "PhotometricInterpretation", i.blob_name as "blobName",
  i.byte_length::float8 as "byteLength", i.sha256,
  se.series_instance_uid as "SeriesInstanceUID", se.modality as "Modality",
  st.id as "studyId", st.study_instance_uid as "StudyInstanceUID", st.revision,
  st.patient_pk as "patientId", st.referring_physician_key as "referringPhysicianKey"`

/** One instance is asked for a thousand times more often than a study, and then by its own index. */
const oneInstance = `
  select ${columns} from instance i join series se on se.id = i.series_pk join study st on st.id = se.study_pk
  where i.sop_instance_uid = $3 and se.series_instance_uid = $2 and st.study_instance_uid = $1`

const ofStudy = `
  select ${columns} from study st join series se on se.study_pk = st.id join instance i on i.series_pk = se.id
  where st.study_instance_uid = $1 and ($2::text is null or se.series_instance_uid = $2)
    and ($3::text is null or i.sop_instance_uid = $3)
  order by se.series_number, se.id, i.instance_number, i.id`

/** Instances of a study, series, or the one; only under their real parents, in the order of series and numbers. */
export async function locatedInstances(uids: InstanceUids): Promise<LocatedRow[]> {
  return (await flatRows(uids)).map(nested)
}

/** One instance together with what the access policy needs to know of its study, in one round trip. */
export async function locatedWithStudy(
  uids: Required<InstanceUids>,
): Promise<{ row: LocatedRow; study: StudyRef } | null> {
  const [flat] = await flatRows(uids)
  if (!flat) return null
  const { studyId: id, patientId, referringPhysicianKey } = flat
  return { row: nested(flat), study: { id, patientId, referringPhysicianKey } }
}

function flatRows({ StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID }: InstanceUids): Promise<FlatRow[]> {
  const text = SeriesInstanceUID !== undefined && SOPInstanceUID !== undefined ? oneInstance : ofStudy
  return readRows<FlatRow>(text, [StudyInstanceUID, SeriesInstanceUID ?? null, SOPInstanceUID ?? null])
}

function nested(flat: FlatRow): LocatedRow {
  const { SeriesInstanceUID, Modality, studyId: id, StudyInstanceUID, revision, patientId: _, ...rest } = flat
  const { referringPhysicianKey: __, ...row } = rest
  return { ...row, series: { SeriesInstanceUID, Modality, study: { id, StudyInstanceUID, revision } } }
}

/** The sealed attributes of instances, by our own ids. */
export async function sealedMetadata(ids: readonly string[]): Promise<Map<string, Uint8Array>> {
  const rows = await readRows<{ id: string; metadata: Uint8Array }>(
    'select id, metadata from instance where id = any($1::uuid[])',
    [ids],
  )
  return new Map(rows.map(({ id, metadata }) => [id, metadata]))
}
