import { z } from 'zod'
import type { Db } from '../client'
import { readFact, writeFact } from '../installation/facts'

/** What the worker found when it loaded the models, for the pages that must say why AI is off. */
const modelStatuses = z.array(
  z.object({
    name: z.string(),
    version: z.string(),
    title: z.string(),
    sha256: z.string(),
    state: z.enum(['ready', 'off']),
    reason: z.string(),
  }),
)
export type ModelStatus = z.infer<typeof modelStatuses>[number]

const modelsKey = 'models'
const workerPrefix = 'worker:'

export async function saveModelStatus(tx: Db, statuses: readonly ModelStatus[]): Promise<void> {
  await writeFact(
    modelsKey,
    statuses.map((status) => ({ ...status })),
    tx,
  )
}

/** The models as the worker last loaded them; null before a worker ever ran. */
export async function readModelStatus(tx: Db): Promise<ModelStatus[] | null> {
  const fact = await readFact(modelsKey, tx)
  return fact ? (modelStatuses.safeParse(fact.value).data ?? null) : null
}

/** Says that a worker process lives, and under which names it locks jobs. */
export async function beat(
  tx: Db,
  { processId, queueWorkers }: { processId: string; queueWorkers: string[] },
): Promise<void> {
  await writeFact(workerPrefix + processId, { queueWorkers }, tx)
  await tx.installation.deleteMany({
    where: { key: { startsWith: workerPrefix }, updatedAt: { lt: new Date(Date.now() - 60 * 60_000) } },
  })
}

/** When a worker process was last heard of; null where none ever ran. */
export async function lastBeat(tx: Db): Promise<Date | null> {
  const found = await tx.installation.aggregate({
    where: { key: { startsWith: workerPrefix } },
    _max: { updatedAt: true },
  })
  return found._max.updatedAt
}
