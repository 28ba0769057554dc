import { expect, it } from 'vitest'
import { db } from '../client'
import { Prisma } from '../generated/client'
import { useTestDatabase } from '../test-database'
import { withinSearchTime } from './within-search-time'

useTestDatabase()

it(
  'ends a search that takes too long, in words, and leaves other queries alone',
  { timeout: 20_000 },
  async () => {
    await expect(withinSearchTime(Prisma.sql`select pg_sleep(30)`)).rejects.toMatchObject({
      code: 'too-large',
      message: 'This search takes too long: narrow it by date, patient or study.',
    })
    expect(await withinSearchTime(Prisma.sql`select ${1}::int as one`)).toEqual([{ one: 1 }])
    expect(await db().$queryRaw`show statement_timeout`).toEqual([{ statement_timeout: '30s' }])
  },
)
