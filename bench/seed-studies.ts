/**
 * Fills the index with studies of a large hospital, without images: names in many scripts, ten years of dates. For
 * measuring searches; by bulk SQL, 50,000 studies in a few seconds.
 * DATABASE_URL=… node --import tsx bench/seed-studies.ts 50000
 */
import { pathToFileURL } from 'node:url'
import { Client } from 'pg'
import { newId } from '@/lib/db/archive/new-id'
import { foldName } from '@/lib/dicom/fold-name'

const families =
  `Smith Jones García Müller Nguyễn Kowalski Öztürk Åkesson O'Neill Dubois Rossi Silva Haddad Okafor Petrov van-den-Berg
  Иванов Соколова Παπαδόπουλος כהן`.split(/\s+/)
const given =
  `Anna John María Lukas Thị Piotr Ayşe Björn Siobhán Chloé Marco João Layla Chidi Олег Νίκος דוד`.split(
    /\s+/,
  )
const groups = [
  ['Yamada^Tarou', '山田^太郎', 'やまだ^たろう'],
  ['Hong^Gildong', '洪^吉洞', '홍^길동'],
  ['Wang^XiaoDong', '王^小东', ''],
]
const modalities = ['CT', 'MR', 'CR', 'DX', 'US', 'MG', 'XA', 'PT']
const batch = 5_000

export async function seedStudies(databaseUrl: string, count: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    for (let from = 0; from < count; from += batch) {
      const numbers = Array.from({ length: Math.min(batch, count - from) }, (_, n) => from + n)
      await client.query('begin')
      await insert(client, numbers.map(study))
      await client.query('commit')
    }
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

/** Always the same for a number, so that two archives hold the same studies. */
export function study(n: number) {
  const name = n % 7 === 0 ? (groups[(n / 7) % groups.length] ?? []).join('=') : latin(n)
  const day = new Date(Date.UTC(2016, 0, 1 + ((n * 37) % 3650)))
  return {
    patient: newId(),
    study: newId(),
    series: newId(),
    PatientID: `P${String(n).padStart(8, '0')}`,
    PatientName: name,
    nameKey: foldName(name),
    PatientBirthDate: `19${String(20 + (n % 80)).padStart(2, '0')}0${1 + (n % 9)}1${n % 10}`,
    PatientSex: n % 2 === 0 ? 'F' : 'M',
    StudyInstanceUID: `2.25.77${String(n).padStart(9, '0')}`,
    SeriesInstanceUID: `2.25.78${String(n).padStart(9, '0')}`,
    StudyDate: day.toISOString().slice(0, 10).replaceAll('-', ''),
    StudyTime: `${String(n % 24).padStart(2, '0')}${String(n % 60).padStart(2, '0')}00`,
    AccessionNumber: `A${String(n).padStart(9, '0')}`,
    Modality: modalities[n % modalities.length] ?? 'OT',
  }
}

function latin(n: number): string {
  // The number makes most names rare, as names are.
  return `${families[n % families.length] ?? ''}${n % 3 === 0 ? '' : (n % 997).toString(26)}^${given[(n * 13) % given.length] ?? ''}`
}

type Study = ReturnType<typeof study>

async function insert(client: Client, studies: readonly Study[]): Promise<void> {
  const column = (key: keyof Study) => studies.map((each) => each[key])
  await client.query(
    `insert into patient (id, patient_id, patient_name, name_key, patient_birth_date, patient_sex)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`,
    [
      column('patient'),
      column('PatientID'),
      column('PatientName'),
      column('nameKey'),
      column('PatientBirthDate'),
      column('PatientSex'),
    ],
  )
  await client.query(
    `insert into study (id, study_instance_uid, patient_pk, study_date, study_time, accession_number, study_id,
       study_description, modalities_in_study, number_of_study_related_series, number_of_study_related_instances)
     select id, uid, patient, date, time, accession, '1', 'Seeded', array[modality], 1, 1
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[])
       as t(id, uid, patient, date, time, accession, modality)`,
    [
      column('study'),
      column('StudyInstanceUID'),
      column('patient'),
      column('StudyDate'),
      column('StudyTime'),
      column('AccessionNumber'),
      column('Modality'),
    ],
  )
  await client.query(
    `insert into series (id, series_instance_uid, study_pk, modality, series_number, number_of_series_related_instances)
     select id, uid, study, modality, 1, 1 from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[])
       as t(id, uid, study, modality)`,
    [column('series'), column('SeriesInstanceUID'), column('study'), column('Modality')],
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await seedStudies(process.env.DATABASE_URL ?? '', Number(process.argv[2] ?? 50_000))
}
