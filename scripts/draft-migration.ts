import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { diffSchema } from '@/lib/db/diff-schema'
import { startEmbedded } from '@/lib/db/embedded/start-embedded'
import { migrationNames, migrationsDir } from '@/lib/db/read-migrations'
import { lastMigratedSchema } from '@/lib/db/last-migrated-schema'

// node --import tsx scripts/draft-migration.ts <name>
// Writes the next migration as the difference between the schema that the last migration left and
// prisma/schema.prisma. Read it before committing it: a renamed column looks like a dropped and an added one.

const name = process.argv[2]
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Give the migration a name of a-z, 0-9 and _: scripts/draft-migration.ts add_something')
  process.exit(1)
}
const schemaFile = path.resolve('prisma/schema.prisma')
const postgres = await startEmbedded({ dir: '.test/draft-migration', durable: false })
const sql = await diffSchema(
  postgres.url,
  await lastMigratedSchema(),
  await readFile(schemaFile, 'utf8'),
).finally(() => postgres.stop())
if (!sql) {
  console.log('prisma/schema.prisma says nothing that the migrations do not say already.')
  process.exit(0)
}
const number = String((await migrationNames()).length + 1).padStart(4, '0')
const folder = path.join(migrationsDir, `${number}_${name}`)
await mkdir(folder)
await writeFile(path.join(folder, 'migration.sql'), sql)
await copyFile(schemaFile, path.join(folder, 'schema.prisma'))
console.log(`Drafted ${path.relative(process.cwd(), folder)}. Read it, then try it: npm test`)
