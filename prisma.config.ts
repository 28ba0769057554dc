import { defineConfig } from 'prisma/config'

// `prisma generate` checks that this binary exists but never runs it; pointing it at Node keeps
// generation free of downloads. Migrations run in lib/db/migrate.ts through the WebAssembly engine.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
})
