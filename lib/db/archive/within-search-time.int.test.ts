import { expect, it } from 'vitest'
import { db } from '../client'
import { useTestDatabase } from '../test-database'
import { withinSearchTime } from './within-search-time'

useTestDatabase()

it('ends a search that takes too long, in words, and leaves other queries their time', async () => {
  const slow = withinSearchTime((tx) => tx.$queryRaw`select 1 as one from pg_sleep(20)`, 100)
  await expect(slow).rejects.toMatchObject({
    code: 'too-large',
    message: 'This search takes too long: narrow it by date, patient or study.',
  })
  expect(await withinSearchTime((tx) => tx.$queryRaw`select 1 as one`)).toEqual([{ one: 1 }])
  expect(await db().$queryRaw`show statement_timeout`).toEqual([{ statement_timeout: '30s' }])
})
