import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { actorForTest } from '@/lib/access/actor-for-test'
import type { UserActor } from '@/lib/access/sessions'
import { db } from '@/lib/db/client'
import { studyForTest } from '@/lib/db/reading/study-for-test'
import { useTestDatabase } from '@/lib/db/test-database'
import { applyFindings } from './advance-deadline'
import { claim } from './claim'
import { list, type WorklistQuery } from './list'
import { makeReadable } from './make-readable'
import { worklistViews } from './worklist-row'

useTestDatabase()

const start = new Date('2026-03-01T08:00:00Z')
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000)
const ed = { CurrentPatientLocation: 'ED', RequestedProcedurePriority: 'STAT' }

let reader: UserActor
let technologist: UserActor
const ids: Record<'routine' | 'stat' | 'critical' | 'mine', string> = {
  routine: '',
  stat: '',
  critical: '',
  mine: '',
}

async function add(
  now: Date,
  attributes: object,
  study: Parameters<typeof studyForTest>[0],
): Promise<string> {
  const studyId = await studyForTest(study)
  await makeReadable({ studyId, now, attributes })
  return studyId
}

async function storeRun(studyId: string): Promise<string> {
  const findings = [
    {
      name: 'effusion',
      label: 'Effusion',
      probability: 0.2,
      operatingPoint: 0.5,
      positive: false,
      urgency: 'none',
    },
    {
      name: 'ptx',
      label: 'Pneumothorax',
      probability: 0.9,
      operatingPoint: 0.5,
      positive: true,
      urgency: 'critical',
    },
  ]
  const run = await db().modelRun.create({
    data: {
      studyId,
      modelName: 'chest',
      modelVersion: '1',
      modelSha256: 'ab',
      outcome: 'completed',
      urgency: 'critical',
      findings: { create: findings },
    },
    select: { id: true },
  })
  return run.id
}

beforeAll(async () => {
  reader = await actorForTest('radiologist')
  technologist = await actorForTest('technologist')
  ids.routine = await add(
    after(0),
    {},
    { PatientName: 'Müller^Jörg', nameKey: 'muller jorg', PatientID: 'A_1' },
  )
  ids.stat = await add(after(1), ed, {
    nameKey: 'yamada tarou 山田 太郎',
    AccessionNumber: 'ACC-77',
    PatientID: 'AX1',
  })
  ids.critical = await add(after(2), {}, { StudyDescription: 'Thorax 100%', ModalitiesInStudy: ['DX'] })
  ids.mine = await add(after(3), ed, { ModalitiesInStudy: ['CT'], StudyDescription: "x' or 1=1 --" })
  const runId = await storeRun(ids.critical)
  const findings = [
    { name: 'ptx', label: 'Pneumothorax', probability: 0.9, positive: true, urgency: 'critical' },
  ]
  const run = { id: runId, modelName: 'chest', modelVersion: '1', outcome: 'completed', reason: '' }
  await applyFindings({
    studyId: ids.critical,
    runs: [{ ...run, urgency: 'critical', findings }],
    now: after(3),
  })
  await claim({ studyId: ids.mine, actor: reader, now: after(4) })
})

async function found(query: WorklistQuery, now = after(5), actor: UserActor = reader): Promise<string[]> {
  return (await list({ actor, query, now })).rows.map((row) => row.studyId)
}

describe('the reading list', () => {
  it('is ordered by deadline', async () => {
    expect(await found({})).toEqual([ids.critical, ids.stat, ids.mine, ids.routine])
  })

  it('counts each view exactly as the view lists it', async () => {
    const now = after(30)
    const { counts } = await list({ actor: reader, query: {}, now })
    for (const view of worklistViews) expect(await found({ view }, now)).toHaveLength(counts[view])
    expect(counts).toEqual({
      'to-read': 4,
      mine: 1,
      unclaimed: 3,
      'ai-critical': 1,
      overdue: 1,
      'to-sign': 0,
      'done-today': 0,
    })
  })

  it.each<[string, keyof typeof ids]>([
    ['muller', 'routine'],
    ['JÖRG Müller', 'routine'],
    ['Müller^Jörg', 'routine'],
    ['山田', 'stat'],
    ['acc-77', 'stat'],
    ['a_1', 'routine'],
    ['100%', 'critical'],
    ["x' or 1=1 --", 'mine'],
  ])('finds %s', async (q, key) => expect(await found({ q })).toEqual([ids[key]]))

  it.each(['a%1', '_', "'; drop table study; --", '\\'])('takes %s as plain characters', async (q) => {
    expect(await found({ q })).toEqual(q === '_' ? [ids.routine] : [])
  })

  it('narrows to a modality', async () => {
    expect(await found({ modality: 'CT' })).toEqual([ids.mine])
  })

  it('shows claim and AI on the row', async () => {
    const { rows } = await list({ actor: reader, query: {}, now: after(5) })
    expect(rows[0]?.ai).toMatchObject({
      state: 'completed',
      urgency: 'critical',
      findings: [
        { name: 'ptx', positive: true },
        { name: 'effusion', positive: false },
      ],
      model: { name: 'chest', version: '1' },
    })
    expect(rows[2]?.claim).toMatchObject({ mine: true, displayName: reader.displayName })
  })

  it('does not tell by view or count which studies are critical, to who may not read AI results', async () => {
    const query: WorklistQuery = { view: 'ai-critical' }
    const seen = await list({ actor: reader, query, now: after(5) })
    expect([seen.rows.length, seen.counts['ai-critical']]).toEqual([1, 1])
    const hidden = await list({ actor: technologist, query, now: after(5) })
    expect([hidden.rows.length, hidden.counts['ai-critical']]).toEqual([0, 0])
  })

  it('gives the deadline without the finding to who may not read AI results', async () => {
    const { rows } = await list({ actor: technologist, query: {}, now: after(5) })
    expect(rows[0]).toMatchObject({
      reason: 'OUTPATIENT ROUTINE 24 h → brought forward',
      ai: { findings: [], model: null, reason: '' },
    })
    expect(JSON.stringify(rows)).not.toMatch(/pneumothorax/i)
  })

  it('says when no model has looked for more than a minute', async () => {
    const { notices } = await list({ actor: reader, query: {}, now: after(60) })
    expect(notices).toEqual(['3 studies have waited more than a minute for AI; the list goes on without it.'])
  })

  it('keeps equal deadlines in one fixed order', async () => {
    const same = await Promise.all(
      Array.from({ length: 6 }, () => add(after(10), ed, { PatientID: `same-${randomUUID().slice(0, 4)}` })),
    )
    const order = (await found({ q: 'same-' })).filter((id) => same.includes(id))
    expect(order).toEqual([...same].sort())
  })
})
