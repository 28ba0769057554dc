import { readFile } from 'node:fs/promises'
import { holdings } from '@/lib/db/archive/holdings'
import { db } from '@/lib/db/client'
import { lastBeat, readModelStatus } from '@/lib/db/triage/installation-facts'
import { defineRoute, type Route } from '../../route'

/** The state of the system, for administrators: versions, models, worker, what the archive holds. */
export const systemRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/admin/system',
    action: 'peer:manage',
    handle: async () => {
      const [models, workerSeenAt, archive, version] = await Promise.all([
        readModelStatus(db()),
        lastBeat(db()),
        holdings(),
        productVersion(),
      ])
      return {
        version,
        node: process.version,
        models: models ?? [],
        workerSeenAt: workerSeenAt?.toISOString() ?? null,
        archive,
      }
    },
  }),
]

async function productVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
  return manifest.version
}
