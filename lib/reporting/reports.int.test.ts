import { beforeEach, describe, expect, it } from 'vitest'
import { actorForTest } from '@/lib/access/actor-for-test'
import type { UserActor } from '@/lib/access/sessions'
import { db } from '@/lib/db/client'
import { studyForTest } from '@/lib/db/reading/study-for-test'
import { useTestDatabase } from '@/lib/db/test-database'
import { versionsOf } from '@/lib/db/reporting/versions'
import { claim } from '@/lib/worklist/claim'
import { list } from '@/lib/worklist/list'
import { makeReadable } from '@/lib/worklist/make-readable'
import { readStudyDetail } from '@/lib/worklist/read-study-detail'
import { takeOver } from '@/lib/worklist/take-over'
import { addend } from './addend'
import { checkReports } from './check-reports'
import { referrerStudies } from './referrer-studies'
import { saveDraft } from './save-draft'
import { sign } from './sign'
import { verifyVersions } from './verify-versions'

useTestDatabase()

const text = { indication: 'Dyspnoea', findings: 'Left apical pneumothorax.', impression: 'Pneumothorax.' }

let studyId: string
let radiologist: UserActor
let resident: UserActor

beforeEach(async () => {
  studyId = await studyForTest({ referringPhysicianKey: 'stone rosa' })
  await makeReadable({ studyId })
  radiologist = await actorForTest('radiologist')
  resident = await actorForTest('resident')
})

async function drafted(actor: UserActor): Promise<number> {
  await claim({ studyId, actor })
  const { revision } = await saveDraft({ studyId, actor, revision: 0, text })
  return revision
}

describe('the draft', () => {
  it('is kept with a revision that grows by one', async () => {
    expect(await drafted(radiologist)).toBe(1)
    const saved = await saveDraft({
      studyId,
      actor: radiologist,
      revision: 1,
      text: { ...text, findings: 'More.' },
    })
    expect(saved).toMatchObject({ revision: 2, findings: 'More.', author: { userId: radiologist.userId } })
  })

  it('refuses a save from an older revision and says which one is there', async () => {
    await drafted(radiologist)
    await expect(saveDraft({ studyId, actor: radiologist, revision: 0, text })).rejects.toMatchObject({
      code: 'conflict',
      detail: { revision: 1, author: radiologist.displayName },
    })
  })

  it('lets one of two windows win when both save at once', async () => {
    await drafted(radiologist)
    const both = await Promise.allSettled([
      saveDraft({ studyId, actor: radiologist, revision: 1, text }),
      saveDraft({ studyId, actor: radiologist, revision: 1, text }),
    ])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  it('belongs to who holds the study, and goes with it', async () => {
    await expect(saveDraft({ studyId, actor: radiologist, revision: 0, text })).rejects.toMatchObject({
      code: 'conflict',
    })
    await drafted(resident)
    await takeOver({ studyId, actor: radiologist })
    await expect(saveDraft({ studyId, actor: resident, revision: 1, text })).rejects.toMatchObject({
      code: 'conflict',
    })
    const saved = await saveDraft({ studyId, actor: radiologist, revision: 1, text })
    expect(saved.author?.userId).toBe(radiologist.userId)
  })
})

describe('signing', () => {
  it('takes the study off the reading list and onto the referrer’s page', async () => {
    const revision = await drafted(radiologist)
    const version = await sign({ studyId, actor: radiologist, status: 'final', revision })
    expect(version).toMatchObject({ version: 1, status: 'final', impression: 'Pneumothorax.' })
    const answer = await list({ actor: radiologist, query: { view: 'to-read', limit: 2000 } })
    expect(answer.rows.map((row) => row.studyId)).not.toContain(studyId)
    const done = await list({ actor: radiologist, query: { view: 'done-today' } })
    expect(done.rows.map((row) => row.studyId)).toContain(studyId)
    const rosa = await actorForTest('referrer', 'stone rosa')
    const own = (await referrerStudies({ actor: rosa })).find((study) => study.studyId === studyId)
    expect(own).toMatchObject({ reportStatus: 'final', impression: 'Pneumothorax.' })
    expect((await readStudyDetail({ studyId, actor: radiologist })).report?.draft).toBeNull()
  })

  it('refuses without an impression, without the claim, with an old revision, and a resident’s final', async () => {
    await claim({ studyId, actor: resident })
    await saveDraft({ studyId, actor: resident, revision: 0, text: { ...text, impression: ' \n' } })
    const by = (actor: UserActor, status: 'preliminary' | 'final', revision: number) =>
      sign({ studyId, actor, status, revision })
    await expect(by(resident, 'preliminary', 1)).rejects.toMatchObject({ code: 'unprocessable' })
    await expect(by(resident, 'final', 1)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(by(resident, 'preliminary', 7)).rejects.toMatchObject({ code: 'conflict' })
    await expect(by(radiologist, 'preliminary', 1)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('lets a radiologist co-sign a resident’s report as it stands, then only addenda follow', async () => {
    const revision = await drafted(resident)
    await sign({ studyId, actor: resident, status: 'preliminary', revision })
    const toSign = await list({ actor: radiologist, query: { view: 'to-sign', limit: 2000 } })
    expect(toSign.rows.map((row) => row.studyId)).toContain(studyId)
    await claim({ studyId, actor: radiologist })
    const final = await sign({ studyId, actor: radiologist, status: 'final', revision: 0 })
    expect(final).toMatchObject({
      version: 2,
      findings: text.findings,
      author: { userId: radiologist.userId },
    })
    await expect(claim({ studyId, actor: resident })).rejects.toMatchObject({ code: 'conflict' })
    await addend({ studyId, actor: radiologist, text: 'Called to the ward at 09:10.' })
    const events = await db().readingEvent.findMany({
      where: { studyId },
      orderBy: { id: 'asc' },
      select: { type: true },
    })
    expect(events.map((event) => event.type)).toEqual([
      'received',
      'readable',
      'claimed',
      'preliminary',
      'claimed',
      'final',
      'addended',
    ])
  })

  it('signs once when two windows sign at once', async () => {
    const revision = await drafted(radiologist)
    const both = await Promise.allSettled([
      sign({ studyId, actor: radiologist, status: 'final', revision }),
      sign({ studyId, actor: radiologist, status: 'final', revision }),
    ])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await versionsOf(db(), studyId)).toHaveLength(1)
  })

  it('refuses an addendum before the report is final, and an empty one', async () => {
    await expect(addend({ studyId, actor: radiologist, text: 'x' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(addend({ studyId, actor: radiologist, text: '  ' })).rejects.toMatchObject({
      code: 'unprocessable',
    })
  })
})

describe('images that arrive after the signature', () => {
  async function addImage(): Promise<void> {
    const uid = `2.25.${Math.random().toString().slice(2)}`
    await db().series.create({
      data: {
        studyId,
        SeriesInstanceUID: `${uid}.1`,
        instances: {
          create: {
            SOPInstanceUID: `${uid}.2`,
            SOPClassUID: '1.2',
            TransferSyntaxUID: '1.2',
            blobName: uid,
            byteLength: 1,
            sha256: new Uint8Array(32),
            metadata: new Uint8Array(0),
            origin: 'C-STORE:CT1',
          },
        },
      },
      select: { id: true },
    })
    await makeReadable({ studyId })
  }
  const waits = async () => {
    const { rows } = await list({ actor: radiologist, query: { view: 'to-sign', limit: 2000 } })
    return rows.find((row) => row.studyId === studyId)
  }

  it('bring the study to "to sign" until an addendum answers them', async () => {
    await addImage()
    const revision = await drafted(radiologist)
    await sign({ studyId, actor: radiologist, status: 'final', revision })
    await makeReadable({ studyId })
    expect(await waits()).toBeUndefined()
    await addImage()
    await makeReadable({ studyId })
    expect(await waits()).toMatchObject({ state: 'final', imagesAfterReport: true })
    expect((await waits())?.reason).toContain('new images after the report')
    expect(await db().readingEvent.count({ where: { studyId, type: 'images-added' } })).toBe(1)
    await addend({ studyId, actor: radiologist, text: 'Second view read: no change.' })
    expect(await waits()).toBeUndefined()
  })
})

describe('a signed version', () => {
  it('cannot be changed or removed, not even in the database', async () => {
    const revision = await drafted(radiologist)
    await sign({ studyId, actor: radiologist, status: 'final', revision })
    await expect(
      db().reportVersion.updateMany({ where: { studyId }, data: { impression: 'Normal.' } }),
    ).rejects.toThrow(/append-only/)
    await expect(db().reportVersion.deleteMany({ where: { studyId } })).rejects.toThrow(/append-only/)
  })

  it('is chained to the one before: a forged text is found', async () => {
    const revision = await drafted(radiologist)
    await sign({ studyId, actor: radiologist, status: 'preliminary', revision })
    await claim({ studyId, actor: radiologist })
    await sign({ studyId, actor: radiologist, status: 'final', revision: 0 })
    await addend({ studyId, actor: radiologist, text: 'More.' })
    const versions = (await versionsOf(db(), studyId)).map((version) => ({
      ...version,
      signedAt: version.signedAt.toISOString(),
    }))
    expect(verifyVersions(versions)).toBeNull()
    const problems: { studyId: string; version: number }[] = []
    const result = await checkReports({ report: (problem) => problems.push(problem) })
    expect(result.problems).toBe(0)
    expect(result.checked).toBeGreaterThan(0)
    const forged = versions.map((version) =>
      version.version === 2 ? { ...version, impression: 'Normal.' } : version,
    )
    expect(verifyVersions(forged)).toBe(2)
    expect(verifyVersions(versions.slice(1))).toBe(2)
  })
})

describe('the referring physician', () => {
  it('sees own orders only, and nothing of how they are read', async () => {
    const rosa = await actorForTest('referrer', 'stone rosa')
    const ivo = await actorForTest('referrer', 'lind ivo')
    const nobody = await actorForTest('referrer', '')
    expect((await referrerStudies({ actor: rosa })).map((study) => study.studyId)).toContain(studyId)
    expect(await referrerStudies({ actor: ivo })).toEqual([])
    expect(await referrerStudies({ actor: nobody })).toEqual([])

    const { patientId } = await db().study.findUniqueOrThrow({
      where: { id: studyId },
      select: { patientId: true },
    })
    const elsewhere = await studyForTest({ patientId, referringPhysicianKey: 'lind ivo' })
    await drafted(radiologist)
    const detail = await readStudyDetail({ studyId, actor: rosa })
    expect(detail.row).toBeNull()
    expect(detail.modelRuns).toBeNull()
    expect(detail.report).toEqual({ draft: null, versions: [] })
    expect(detail.priors.map((prior) => prior.studyId)).not.toContain(elsewhere)
    expect(detail.events.map((event) => event.type)).toEqual(['received', 'readable'])
    expect(Object.values(detail.permissions)).toEqual([false, false, false, false, false, false, false])
  })
})
