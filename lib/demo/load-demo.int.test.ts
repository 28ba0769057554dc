import { expect, it } from 'vitest'
import { storeInstance } from '@/lib/archive/store-instance'
import { db } from '@/lib/db/client'
import { readFact } from '@/lib/db/installation/facts'
import { useTestDatabase } from '@/lib/db/test-database'
import { buildObjects } from './build-objects'
import { loadDemo } from './load-demo'
import { requestDemo } from './request-demo'
import { syntheticStudies } from './synthetic-studies'

useTestDatabase()

const system = { kind: 'system', name: 'test', address: '' } as const

it('asks for the samples only once their readers are there, and can be asked again when they cannot be made', async () => {
  const jobs = () =>
    db().$queryRaw<{ isDue: boolean }[]>`
      select run_at <= now() as "isDue" from graphile_worker.jobs where task_identifier = 'load-demo'`
  const failing = async () => {
    expect((await jobs()).map(({ isDue }) => isDue)).toEqual([false])
    throw new Error('no accounts')
  }
  await expect(requestDemo(system, failing)).rejects.toThrow('no accounts')
  expect((await jobs()).map(({ isDue }) => isDue)).toEqual([false])
  await loadDemo()
  expect(await db().study.count()).toBe(0)
})

it(
  'finishes what a stopped worker began, and answers a second request that all is there',
  { timeout: 300_000 },
  async () => {
    const { accounts } = await requestDemo(system)
    expect(accounts.map(({ role }) => role)).toEqual([
      'radiologist',
      'resident',
      'referrer',
      'department-head',
      'technologist',
    ])
    const [job] = await db().$queryRaw<{ isDue: boolean }[]>`
      select run_at <= now() as "isDue" from graphile_worker.jobs where task_identifier = 'load-demo'`
    expect(job?.isDue).toBe(true)
    const first = syntheticStudies[0]
    const fact = (await readFact('demo'))?.value
    const requestedAt =
      fact && typeof fact === 'object' && 'requestedAt' in fact ? String(fact.requestedAt) : ''
    if (!first) throw new Error('no samples')
    for (const bytes of buildObjects(first, new Date(requestedAt)))
      await storeInstance({ bytes, origin: 'demo' })

    await loadDemo()

    await expect(requestDemo(system)).rejects.toMatchObject({ code: 'conflict' })
    const studies = await db().study.findMany({
      select: { synthetic: true, readingTask: { select: { state: true } } },
    })
    expect(studies).toHaveLength(syntheticStudies.length)
    expect(studies.every(({ synthetic }) => synthetic)).toBe(true)
    const states = new Set(studies.map(({ readingTask }) => readingTask?.state))
    expect(states).toEqual(new Set(['readable', 'claimed', 'preliminary', 'final']))
  },
)
