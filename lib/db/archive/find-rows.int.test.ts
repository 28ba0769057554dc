import { beforeAll, describe, expect, it } from 'vitest'
import { attributePath } from '@/lib/dicom/attribute-path'
import { compileMatch } from '@/lib/dicom/matching'
import { db } from '../client'
import { searchRows } from '../read-pool'
import { useTestDatabase } from '../test-database'
import { findRowsStatement, pageStatement } from './find-rows'
import type { FindKeyword } from './sql/find-columns'

useTestDatabase()

const studies = 20_000

/** Names of three words, every hundredth with Japanese groups; about seven studies a day. */
beforeAll(async () => {
  await db().$executeRaw`
    insert into patient (id, patient_id, patient_name, name_key)
    select lpad(to_hex(n), 32, '0')::uuid, 'P' || n,
      case when n % 100 = 0 then 'Yamada^Tarou=山田^太郎' else 'Family' || n || '^Given' || n % 1000 end,
      case when n % 100 = 0 then 'yamada tarou 山田 太郎' else 'family' || n || ' given' || n % 1000 end
    from generate_series(1, ${studies}) n`
  await db().$executeRaw`
    insert into study (id, study_instance_uid, patient_pk, study_date, accession_number, modalities_in_study,
      number_of_study_related_instances)
    select lpad(to_hex(n), 32, '0')::uuid, '1.2.' || n, lpad(to_hex(n), 32, '0')::uuid,
      to_char(date '2018-01-01' + n % 2900, 'YYYYMMDD'), 'A' || n, array[case when n % 2 = 0 then 'CT' else 'MR' end], 1
    from generate_series(1, ${studies}) n`
  await db().$executeRawUnsafe('analyze')
}, 60_000)

async function search(keys: Record<string, string>, fuzzy = false) {
  const input = {
    level: 'study' as const,
    keys: Object.entries(keys).map(([name, text]) => ({
      keyword: name as FindKeyword,
      match: compileMatch({ name, vr: attributePath(name).vr, text, fuzzy }),
    })),
    referringPhysicianKey: null,
    limit: 100,
    offset: 0,
  }
  const isOfPatient = Object.keys(keys).some((name) => /Patient|Accession/.test(name))
  const statement = isOfPatient ? pageStatement(input) : findRowsStatement(input)
  const plan = await searchRows<Record<string, string>>(`explain ${statement.text}`, statement.values)
  const rows = await searchRows(statement.text, statement.values)
  return { plan: plan.map((line) => Object.values(line)[0]).join('\n'), found: rows.length }
}

describe('in an archive of 20,000 studies the index answers', () => {
  it.each([
    [{ PatientID: 'P777' }, 1],
    [{ PatientID: 'P1999*' }, 11],
    [{ AccessionNumber: 'A4711' }, 1],
    [{ AccessionNumber: 'A1999*' }, 11],
    [{ StudyInstanceUID: '1.2.9' }, 1],
    [{ StudyDate: '20190305', ModalitiesInStudy: 'CT' }, 7],
    [{ StudyDate: '20190305-20190307', ModalitiesInStudy: 'MR' }, 7],
    [{ PatientName: 'Family1999*' }, 11],
    [{ PatientName: 'Family777^Given777' }, 1],
    [{ PatientName: '山田*' }, 100],
    [{ PatientName: '山田^太郎', StudyDate: '20190305-20190605' }, 7],
    [{ PatientName: 'Nobody*' }, 0],
  ])('%o', async (keys, expected) => {
    const { plan, found } = await search(keys)
    expect(plan).not.toContain('Seq Scan')
    expect(found).toBe(expected)
  })

  it.each([
    ['given777', 20],
    ['太', 100],
    ['given777 family1', 11],
  ])('fuzzy %s', async (name, expected) => {
    const { plan, found } = await search({ PatientName: name }, true)
    expect(plan).not.toContain('Seq Scan')
    expect(found).toBe(expected)
  })

  it('a page without keys, in the order of arrival', async () => {
    const { plan, found } = await search({})
    expect(plan).not.toContain('Seq Scan')
    expect(plan).not.toContain('Sort')
    expect(found).toBe(100)
  })
})
