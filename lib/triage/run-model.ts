import type { LocatedInstance } from '@/lib/archive/located-instance'
import { locateInstances } from '@/lib/archive/locate-instances'
import { db, transaction } from '@/lib/db/client'
import { answeredImages, saveModelRun, type NewModelRun } from '@/lib/db/triage/model-runs'
import { studyImages } from '@/lib/db/triage/study-images'
import type { LoadedModel, ReadyModel } from '@/lib/inference/load-model'
import type { JobPayload } from '@/lib/queue/jobs'
import { applyFindings, setAiState } from '@/lib/worklist/advance-deadline'
import { ageFromHeader } from './age-from-header'
import { judgeStudy } from './judge-study'
import { readGreyImage } from './read-grey-image'
import { whyItFailed } from './why-it-failed'

export interface RunModelContext {
  models: readonly LoadedModel[]
  /** No further try follows: what fails now is recorded as failed. */
  lastTry: boolean
}

/**
 * Lets one model look at every eligible image of a study that it has not answered for. Each answer is stored together
 * with its effect on the deadline in one transaction, so a job that runs twice, or dies half way, does no harm.
 */
export async function runModel(
  payload: JobPayload<'run-model'>,
  { models, lastTry }: RunModelContext,
): Promise<void> {
  const { studyId, modelName, modelVersion } = payload
  const model = models.find(({ name, version }) => name === modelName && version === modelVersion)
  if (model?.state !== 'ready') {
    await setAiState({
      studyId,
      state: 'off',
      reason: model?.reason ?? 'the model is not installed any more',
    })
    return
  }
  const images = await studyImages(db(), studyId)
  const { eligible } = judgeStudy(model.card, images)
  const answered = await answeredImages(db(), { studyId, modelName, modelVersion, modelSha256: model.sha256 })
  const failures: unknown[] = []
  for (const { StudyInstanceUID, SOPInstanceUID } of images) {
    if (!eligible.includes(SOPInstanceUID) || answered.has(SOPInstanceUID)) continue
    const [instance] = await locateInstances({ StudyInstanceUID, SOPInstanceUID })
    if (!instance) continue
    try {
      await store(await lookAt(model, { studyId, instance, lastTry }))
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

async function lookAt(
  model: ReadyModel,
  { studyId, instance, lastTry }: { studyId: string; instance: LocatedInstance; lastTry: boolean },
): Promise<NewModelRun> {
  const startedAt = new Date()
  const start = performance.now()
  const answer = (result: Pick<NewModelRun, 'outcome' | 'reason' | 'urgency' | 'findings'>): NewModelRun => ({
    studyId,
    SOPInstanceUID: instance.SOPInstanceUID,
    modelName: model.name,
    modelVersion: model.version,
    modelSha256: model.sha256,
    durationMs: Math.round(performance.now() - start),
    startedAt,
    ...result,
  })
  const none = { urgency: 'none', findings: [] }
  try {
    const { minAgeYears } = model.card.eligibility
    const age = ageFromHeader(await instance.metadata())
    if (age !== null && age < minAgeYears) {
      return answer({ outcome: 'ineligible', reason: `patient under ${minAgeYears}`, ...none })
    }
    const result = await model.run(await readGreyImage(instance))
    if (result.outcome === 'abstained')
      return answer({ outcome: 'abstained', reason: result.reason, ...none })
    return answer({ outcome: 'completed', reason: '', urgency: result.urgency, findings: result.findings })
  } catch (error) {
    const reason = whyItFailed(error, { lastTry })
    if (reason === null) throw error
    return answer({ outcome: 'failed', reason, ...none })
  }
}

async function store(run: NewModelRun): Promise<void> {
  await transaction(async (tx) => {
    const stored = await saveModelRun(tx, run)
    await applyFindings({ studyId: run.studyId, runs: [stored] }, tx)
  })
}
