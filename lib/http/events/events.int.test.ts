import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { actorForTest } from '@/lib/access/actor-for-test'
import { db, transaction } from '@/lib/db/client'
import { studyForTest } from '@/lib/db/reading/study-for-test'
import { useTestDatabase } from '@/lib/db/test-database'
import { publish } from '@/lib/live/publish'
import { claim } from '@/lib/worklist/claim'
import { makeReadable } from '@/lib/worklist/make-readable'
import { createServer } from '../server'
import { signInForTest } from '../sign-in-for-test'
import { StreamReader } from './read-stream-for-test'
import { eventRoutes } from './routes'
import { streamEvents } from './stream-events'

useTestDatabase()

let app: FastifyInstance
let url: string
let aborts: AbortController[] = []

beforeAll(async () => {
  app = createServer(eventRoutes)
  await app.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/events`
})
afterEach(() => {
  for (const abort of aborts) abort.abort()
  aborts = []
})
afterAll(() => app.close())

async function open(headers: Record<string, string>): Promise<StreamReader> {
  const abort = new AbortController()
  aborts.push(abort)
  const answer = await fetch(url, { headers: { cookie: headers.cookie ?? '' }, signal: abort.signal })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  expect(answer.headers.get('x-accel-buffering')).toBe('no')
  const stream = new StreamReader(answer)
  await stream.next('hello')
  return stream
}

describe('the event stream', () => {
  it('tells every open list of a change, numbered without gaps', async () => {
    const { headers } = await signInForTest('radiologist')
    const streams = [await open(headers), await open(headers)]
    const studyId = await studyForTest()
    await makeReadable({ studyId })
    await claim({ studyId, actor: await actorForTest('radiologist') })
    for (const stream of streams) {
      const first = await stream.next('study')
      expect(first.id).toBe('1')
      expect(JSON.parse(first.data)).toEqual({ studyId, change: 'readable', n: 1 })
      const second = await stream.next('study', stream.events.indexOf(first) + 1)
      expect(JSON.parse(second.data)).toEqual({ studyId, change: 'claim', n: 2 })
    }
  })

  it('says nothing of what was rolled back', async () => {
    const { headers } = await signInForTest('radiologist')
    const stream = await open(headers)
    const [undone, done] = [await studyForTest(), await studyForTest()]
    await transaction(async (tx) => {
      await publish(tx, { studyId: undone, change: 'readable' })
      throw new Error('changed my mind')
    }).catch(() => undefined)
    await transaction((tx) => publish(tx, { studyId: done, change: 'readable' }))
    expect(JSON.parse((await stream.next('study')).data)).toMatchObject({ studyId: done })
  })

  it('tells a referring physician of own studies only, and only what the page shows', async () => {
    const { headers } = await signInForTest('referrer', { ReferringPhysicianName: 'Stone^Rosa' })
    const stream = await open(headers)
    const own = await studyForTest({ referringPhysicianKey: 'stone rosa' })
    const other = await studyForTest({ referringPhysicianKey: 'lind ivo' })
    for (const studyId of [other, own]) {
      await makeReadable({ studyId })
      await transaction((tx) => publish(tx, { studyId, change: 'ai' }))
      await transaction((tx) => publish(tx, { studyId, change: 'report' }))
    }
    const first = await stream.next('study')
    const second = await stream.next('study', stream.events.indexOf(first) + 1)
    expect([first, second].map((event) => JSON.parse(event.data))).toEqual([
      { studyId: own, change: 'readable', n: 1 },
      { studyId: own, change: 'report', n: 2 },
    ])
  })

  it('listens again after the database has cut the line, and has every list read anew', async () => {
    const { headers } = await signInForTest('radiologist')
    const stream = await open(headers)
    const admin = new Client({ connectionString: process.env.DATABASE_URL })
    await admin.connect()
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'wetread-live' and datname = current_database()`,
    )
    await admin.end()
    await stream.next('resync')
    const studyId = await studyForTest()
    await makeReadable({ studyId })
    expect(JSON.parse((await stream.next('study')).data)).toMatchObject({ studyId })
  })

  it('is closed to whoever is not signed in, to another site, and after twenty pages', async () => {
    expect((await fetch(url)).status).toBe(401)
    const { headers } = await signInForTest('radiologist')
    const cookie = headers.cookie ?? ''
    const foreign = await fetch(url, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })
    expect(foreign.status).toBe(403)
    for (let i = 0; i < 20; i++) await open(headers)
    expect((await fetch(url, { headers: { cookie } })).status).toBe(429)
  })

  it('holds nothing for a client that left before it was known who asks', async () => {
    const closed = new Promise<void>((onClose) => {
      const server = createHttpServer((request, response) => {
        response.on('close', () => {
          streamEvents({ response, scope: { kind: 'all' }, isLive: async () => true, onClose })
          server.close()
        })
        request.socket.destroy()
      })
      server.listen(0, '127.0.0.1', () => {
        void fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).catch(() => undefined)
      })
    })
    await closed
  })

  it('is no sign of life of the person', async () => {
    const { headers, sessionId } = await signInForTest('radiologist')
    const lastSeenAt = new Date(Date.now() - 10 * 60_000)
    await db().userSession.update({ where: { id: sessionId }, data: { lastSeenAt }, select: { id: true } })
    await open(headers)
    const row = await db().userSession.findUnique({ where: { id: sessionId }, select: { lastSeenAt: true } })
    expect(row).toEqual({ lastSeenAt })
  })

  it('ends when the session does, and beats its heart until then', async () => {
    let live = true
    const server = createHttpServer((_request, response) => {
      streamEvents({
        response,
        scope: { kind: 'all' },
        isLive: async () => live,
        onClose: () => undefined,
        heartbeatMs: 20,
        checkMs: 20,
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const stream = new StreamReader(await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
    await stream.next('ping')
    live = false
    await stream.end()
    await new Promise((resolve) => server.close(resolve))
  })
})
