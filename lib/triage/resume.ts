import { db, transaction } from '@/lib/db/client'
import { saveModelStatus } from '@/lib/db/triage/installation-facts'
import { studiesWithoutAi } from '@/lib/db/triage/studies-without-ai'
import type { LoadedModel } from '@/lib/inference/load-model'
import { enqueue } from '@/lib/queue/enqueue'

/**
 * What a worker does once its models are loaded: says which of them work, and takes up the studies that got no answer
 * while it was away or a model was off.
 */
export async function resume(models: readonly LoadedModel[]): Promise<void> {
  await saveModelStatus(
    db(),
    models.map((model) => ({
      name: model.name,
      version: model.version,
      title: model.card?.title ?? model.name,
      sha256: model.sha256,
      state: model.state,
      reason: model.state === 'off' ? model.reason : '',
    })),
  )
  await transaction(async (tx) => {
    for (const studyId of await studiesWithoutAi(tx)) {
      await enqueue(tx, 'study-stable', { studyId }, { jobKey: `study-stable:${studyId}` })
    }
  })
}
