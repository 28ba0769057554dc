import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { removeLeftovers } from './embedded/remove-leftovers'
import { startEmbedded } from './embedded/start-embedded'
import { migrate } from './migrate'
import { templateName } from './template-name'

declare module 'vitest' {
  export interface ProvidedContext {
    testServerUrl: string
  }
}

const home = path.resolve('.test')

/**
 * Vitest's global set-up of the integration tests: one PostgreSQL for this run, with a migrated template. The folder
 * bears the process id, so that runs beside each other do not meet; what a killed run left behind is removed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers(home, 'postgres', 'cluster')
  const dir = path.join(home, `postgres-${process.pid}`)
  const server = await startEmbedded({ dir, durable: false, database: templateName })
  try {
    await migrate(server.url)
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide('testServerUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
