import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { diffSchema } from './diff-schema'
import { lastMigratedSchema } from './last-migrated-schema'
import { migrate } from './migrate'
import { useTestDatabase } from './test-database'

useTestDatabase()

it('does nothing to a database that is up to date', async () => {
  expect(await migrate(process.env.DATABASE_URL ?? '')).toEqual([])
})

it('has a migration for everything that prisma/schema.prisma says', async () => {
  const schema = await readFile('prisma/schema.prisma', 'utf8')
  expect(await diffSchema(process.env.DATABASE_URL ?? '', await lastMigratedSchema(), schema)).toBe('')
})
