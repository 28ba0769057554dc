import path from 'node:path'
import { defineConfig } from 'vitest/config'

const alias = { '@': path.resolve(import.meta.dirname) }
const nowhere = ['**/node_modules/**', '.next/**', '.data/**', '.test/**', 'e2e/**']

/** Two projects, so that a run of pure tests starts no PostgreSQL. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...nowhere, '**/*.int.test.ts'],
          env: { WETREAD_LOG_LEVEL: 'silent' },
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['**/*.int.test.ts'],
          exclude: nowhere,
          globalSetup: 'lib/db/test-server.ts',
          env: { WETREAD_LOG_LEVEL: 'silent' },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
    pool: 'forks',
    maxWorkers: 2,
  },
})
