import { transaction, type Tx } from '@/lib/db/client'
import { answeredImages, saveModelRun } from '@/lib/db/triage/model-runs'
import { studyImages } from '@/lib/db/triage/study-images'
import { matchStudy } from '@/lib/exchange/orders/match-study'
import { waitForImages } from '@/lib/exchange/orders/wait-for-images'
import { applyArrivalRules } from '@/lib/exchange/rules/on-arrival'
import type { LoadedModel } from '@/lib/inference/load-model'
import { enqueue } from '@/lib/queue/enqueue'
import type { JobPayload } from '@/lib/queue/jobs'
import { applyFindings, setAiState } from '@/lib/worklist/advance-deadline'
import { makeReadable } from '@/lib/worklist/make-readable'
import type { ImageFacts } from './eligibility'
import { judgeStudy } from './judge-study'

/**
 * A study has settled: it is matched with its orders and, unless its scanner has said that more images follow, it goes
 * on the list, and every model either gets a job for it or gives its reason why not, all
 * in one transaction. Runs again when images arrive late; what was answered is not asked again.
 */
export async function onStudyStable(
  { studyId }: JobPayload<'study-stable'>,
  { models, now = new Date() }: { models: readonly LoadedModel[]; now?: Date },
): Promise<void> {
  const isReadable = await transaction(async (tx) => {
    await matchStudy(tx, { studyId, now })
    const waiting = await waitForImages(tx, { studyId, now })
    if (waiting) return false
    await makeReadable({ studyId, now }, tx)
    const images = await studyImages(tx, studyId)
    if (images.length === 0) return true
    if (models.length === 0) await setAiState({ studyId, state: 'off', reason: 'no model is installed' }, tx)
    for (const model of models) await offer(tx, { studyId, model, images, now })
    return true
  })
  // Apart, and after: what is wrong with a rule is tried again and must not keep a study off the list.
  if (isReadable) await transaction((tx) => applyArrivalRules(tx, studyId, now))
}

interface Offer {
  studyId: string
  model: LoadedModel
  images: readonly ImageFacts[]
  now: Date
}

async function offer(tx: Tx, { studyId, model, images, now }: Offer): Promise<void> {
  const off = model.state === 'off' ? { studyId, state: 'off' as const, reason: model.reason } : null
  if (!model.card) {
    if (off) await setAiState(off, tx)
    return
  }
  const { eligible, ineligible } = judgeStudy(model.card, images)
  const identity = { studyId, modelName: model.name, modelVersion: model.version, modelSha256: model.sha256 }
  const runs = []
  for (const answer of ineligible) {
    const run = {
      ...identity,
      ...answer,
      outcome: 'ineligible' as const,
      urgency: 'none',
      durationMs: 0,
      startedAt: now,
    }
    runs.push(await saveModelRun(tx, { ...run, findings: [] }))
  }
  if (runs.length > 0) await applyFindings({ studyId, runs, now }, tx)
  if (eligible.length === 0) return
  if (off) {
    await setAiState(off, tx)
    return
  }
  const answered = await answeredImages(tx, identity)
  if (eligible.every((uid) => answered.has(uid))) return
  await setAiState({ studyId, state: 'pending' }, tx)
  await enqueue(
    tx,
    'run-model',
    { studyId, modelName: model.name, modelVersion: model.version },
    { jobKey: `run-model:${studyId}:${model.name}:${model.version}` },
  )
}
