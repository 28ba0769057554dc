import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defaultTargets } from '@/lib/reading/deadline-policy'
import { db } from '@/lib/db/client'
import { studyForTest } from '@/lib/db/reading/study-for-test'
import { useTestDatabase } from '@/lib/db/test-database'
import type { Role } from '@/lib/access/roles'
import { makeReadable } from '@/lib/worklist/make-readable'
import { routes } from '../routes'
import { createServer } from '../server'
import { signInForTest } from '../sign-in-for-test'

useTestDatabase()

let app: FastifyInstance
let studyId: string
const headersOf = new Map<string, Record<string, string>>()

beforeAll(async () => {
  app = createServer(routes)
  const roles: Role[] = ['radiologist', 'resident', 'department-head', 'technologist', 'administrator']
  for (const role of roles) headersOf.set(role, (await signInForTest(role)).headers)
  for (const [name, pn] of Object.entries({ rosa: 'Stone^Rosa', ivo: 'Lind^Ivo' })) {
    headersOf.set(name, (await signInForTest('referrer', { ReferringPhysicianName: pn })).headers)
  }
})
afterAll(() => app.close())

beforeEach(async () => {
  studyId = await studyForTest({ referringPhysicianKey: 'stone rosa' })
  await makeReadable({ studyId })
})

interface Answer {
  status: number
  body: Record<string, unknown> & { error?: { code: string; detail?: Record<string, unknown> } }
}

async function call(
  who: string,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  body?: object,
): Promise<Answer> {
  const json = body ? { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}
  const headers = { ...headersOf.get(who), ...json.headers }
  const answer = await app.inject({ method, url, ...json, headers })
  return { status: answer.statusCode, body: answer.json<Answer['body']>() }
}

const of = (path: string): string => `/api/studies/${studyId}${path}`
const text = { indication: '', findings: 'Clear.', impression: 'Normal.' }

describe('the reading loop over HTTP', () => {
  it('goes from next case to the referrer’s page', async () => {
    const next = await call('radiologist', 'POST', '/api/worklist/next')
    expect(next).toMatchObject({ status: 200, body: { studyId: expect.any(String) } })
    await call('radiologist', 'POST', of('/claim'))
    expect(await call('radiologist', 'POST', of('/heartbeat'))).toMatchObject({ status: 200 })
    const draft = await call('radiologist', 'PUT', of('/report/draft'), { revision: 0, ...text })
    expect(draft).toMatchObject({ status: 200, body: { revision: 1 } })
    const stale = await call('radiologist', 'PUT', of('/report/draft'), { revision: 0, ...text })
    expect(stale).toMatchObject({ status: 409, body: { error: { detail: { revision: 1 } } } })
    const signed = await call('radiologist', 'POST', of('/report/sign'), { status: 'final', revision: 1 })
    expect(signed).toMatchObject({ status: 200, body: { version: 1, status: 'final' } })
    const added = await call('radiologist', 'POST', of('/report/addendum'), { text: 'Compared with 2024.' })
    expect(added).toMatchObject({ status: 200, body: { version: 2, status: 'addendum' } })
    const page = await call('rosa', 'GET', '/api/referrer/studies')
    expect(page.body.studies).toContainEqual(expect.objectContaining({ studyId, reportStatus: 'addended' }))
    expect(await call('rosa', 'GET', of(''))).toMatchObject({ status: 200, body: { row: null } })
  })

  it('hides a study from every other referrer as if it did not exist, and says so in the audit', async () => {
    expect(await call('ivo', 'GET', of(''))).toMatchObject({ status: 404 })
    expect((await call('ivo', 'GET', '/api/referrer/studies')).body.studies).toEqual([])
    const denied = await db().auditEvent.count({ where: { studyId, outcome: 'denied' } })
    expect(denied).toBe(1)
  })

  it.each([
    ['resident', 'POST', '/report/addendum', { text: 'x' }],
    ['department-head', 'POST', '/claim', undefined],
    ['technologist', 'PUT', '/report/draft', { revision: 0, ...text }],
    ['administrator', 'GET', '', undefined],
    ['rosa', 'PUT', '/urgency', { urgency: 'STAT', patientClass: 'ED', reason: '' }],
  ] as const)('refuses %s %s %s', async (who, method, path, body) => {
    expect(await call(who, method, of(path), body)).toMatchObject({ status: 403 })
  })

  it('refuses a resident’s final signature, and an empty impression, in words', async () => {
    await call('resident', 'POST', of('/claim'))
    await call('resident', 'PUT', of('/report/draft'), { revision: 0, ...text, impression: '' })
    const final = await call('resident', 'POST', of('/report/sign'), { status: 'final', revision: 1 })
    expect(final).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
    const empty = await call('resident', 'POST', of('/report/sign'), { status: 'preliminary', revision: 1 })
    expect(empty).toMatchObject({ status: 422, body: { error: { detail: { field: 'impression' } } } })
  })

  it.each(['\0', '\ud800', 'x'.repeat(20_001)])(
    'refuses a text that cannot be kept as typed',
    async (odd) => {
      await call('radiologist', 'POST', of('/claim'))
      const answer = await call('radiologist', 'PUT', of('/report/draft'), {
        revision: 0,
        ...text,
        findings: odd,
      })
      expect(answer).toMatchObject({ status: 400, body: { error: { detail: { field: 'findings' } } } })
    },
  )

  it('keeps every script and sign as typed', async () => {
    const findings = '<script>alert(1)</script> 山田 😀 \u202e \n\t"\'\\ ﬃ e\u0301'
    await call('radiologist', 'POST', of('/claim'))
    await call('radiologist', 'PUT', of('/report/draft'), { revision: 0, ...text, findings })
    await call('radiologist', 'POST', of('/report/sign'), { status: 'final', revision: 1 })
    const detail = await call('rosa', 'GET', of(''))
    expect(detail.body.report).toMatchObject({ versions: [{ findings }] })
  })

  it('lets a technologist raise the urgency, with the new deadline on the list', async () => {
    const raised = await call('technologist', 'PUT', of('/urgency'), {
      urgency: 'STAT',
      patientClass: 'ED',
      reason: '',
    })
    expect(raised.status).toBe(200)
    const list = await call('radiologist', 'GET', '/api/worklist?view=to-read&limit=2000')
    expect(list.body.rows).toContainEqual(
      expect.objectContaining({ studyId, dueAt: raised.body.dueAt, reason: 'ED STAT 60 min (set by hand)' }),
    )
  })

  it('takes a policy from the head of department only, and none that is upside down', async () => {
    const reason = 'Agreed in March'
    const put = (who: string, targets: object) => call(who, 'PUT', '/api/policy', { targets, reason })
    expect(await put('radiologist', defaultTargets)).toMatchObject({ status: 403 })
    const upside = { ...defaultTargets, ai: { critical: 90, urgent: 30, soon: 120 } }
    expect(await put('department-head', upside)).toMatchObject({ status: 400 })
    expect(await put('department-head', defaultTargets)).toMatchObject({ status: 200 })
    const policy = await call('department-head', 'GET', '/api/policy')
    expect(policy.body).toMatchObject({ version: 1, targets: defaultTargets, history: [{ reason }] })
  })

  it('answers turnaround and arrivals to who may ask', async () => {
    expect(await call('department-head', 'GET', '/api/turnaround')).toMatchObject({ status: 200 })
    expect(await call('radiologist', 'GET', '/api/turnaround')).toMatchObject({ status: 403 })
    const upside = '/api/turnaround?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z'
    expect(await call('department-head', 'GET', upside)).toMatchObject({ status: 400 })
    const zone = '/api/turnaround?timeZone=Nowhere/Land'
    expect(await call('department-head', 'GET', zone)).toMatchObject({ status: 400 })
    const arrivals = await call('technologist', 'GET', '/api/arrivals')
    expect(arrivals.body.studies).toContainEqual(expect.objectContaining({ studyId, state: 'readable' }))
  })

  it.each([
    '/api/worklist?view=everything',
    '/api/worklist?limit=0',
    '/api/worklist?modality=%27',
    '/api/studies/1',
  ])('refuses %s as malformed', async (url) =>
    expect(await call('radiologist', 'GET', url)).toMatchObject({ status: 400 }),
  )
})
