import type { Tx, Db } from '../client'

export interface NewModelRun {
  studyId: string
  /** '' where the run speaks for the whole study. */
  SOPInstanceUID: string
  modelName: string
  modelVersion: string
  modelSha256: string
  outcome: 'completed' | 'abstained' | 'failed' | 'ineligible'
  reason: string
  urgency: string
  durationMs: number
  startedAt: Date
  findings: {
    name: string
    label: string
    probability: number
    operatingPoint: number
    positive: boolean
    urgency: string
  }[]
}

const runFields = {
  id: true,
  modelName: true,
  modelVersion: true,
  outcome: true,
  reason: true,
  urgency: true,
  findings: { select: { name: true, label: true, probability: true, positive: true, urgency: true } },
} as const

/** Stores a run with its findings; a later try of the same model at the same image replaces it under the same id. */
export async function saveModelRun(tx: Tx, { findings, ...run }: NewModelRun) {
  const { studyId, SOPInstanceUID, modelName, modelVersion } = run
  const key = { studyId, SOPInstanceUID, modelName, modelVersion }
  const { id } = await tx.modelRun.upsert({
    where: { studyId_SOPInstanceUID_modelName_modelVersion: key },
    create: run,
    update: run,
    select: { id: true },
  })
  await tx.finding.deleteMany({ where: { modelRunId: id } })
  await tx.finding.createMany({ data: findings.map((finding) => ({ ...finding, modelRunId: id })) })
  return tx.modelRun.findUniqueOrThrow({ where: { id }, select: runFields })
}

/** The images of a study that this model version has given its answer for. */
export async function answeredImages(
  tx: Db,
  model: { studyId: string; modelName: string; modelVersion: string; modelSha256: string },
): Promise<Set<string>> {
  const runs = await tx.modelRun.findMany({
    where: { ...model, outcome: { in: ['completed', 'abstained'] } },
    select: { SOPInstanceUID: true },
  })
  return new Set(runs.map((run) => run.SOPInstanceUID))
}
