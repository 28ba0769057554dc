import { transaction, type Tx } from '@/lib/db/client'
import { appendEvent, heardRuns } from '@/lib/db/reading/events'
import { lockTask } from '@/lib/db/reading/lock-task'
import { currentPolicy } from '@/lib/db/reading/policy'
import { runsOfStudy } from '@/lib/db/reading/runs-of-study'
import { updateTask } from '@/lib/db/reading/update-task'
import { publish } from '@/lib/live/publish'
import { deadlineAt } from '@/lib/reading/deadline'
import type { AiState } from '@/lib/reading/states'
import { applyRuns } from './apply-runs'
import { hasAnswer, studyAi, type ModelRunResult } from './model-run-result'

/**
 * Takes model results into the list: AI state, reason and a deadline that can only come forward, all counted
 * from the moment the study became readable. May be called again with the same runs (jobs run at least once).
 * A study that is not readable yet is left alone: `makeReadable` reads the stored runs itself.
 * Pass `tx` to commit it together with the rows of the run.
 */
export async function applyFindings(
  input: { studyId: string; runs: readonly ModelRunResult[]; now?: Date },
  tx?: Tx,
): Promise<void> {
  const now = input.now ?? new Date()
  const work = (inside: Tx): Promise<void> => takeIn(inside, { ...input, now })
  return tx ? work(tx) : transaction(work)
}

/**
 * Says that no model looks at this study for now, or that one is about to, and why. An answer that a model gave stands:
 * that it is off today does not hide what it saw.
 */
export async function setAiState(
  { studyId, state, reason = '' }: { studyId: string; state: AiState; reason?: string },
  tx?: Tx,
): Promise<void> {
  const work = async (inside: Tx): Promise<void> => {
    const task = await lockTask(inside, studyId)
    if (!task || (task.aiState === state && task.aiReason === reason)) return
    if (hasAnswer(await runsOfStudy(inside, studyId))) return
    await updateTask(inside, studyId, { aiState: state, aiReason: reason })
    await publish(inside, { studyId, change: 'ai' })
  }
  return tx ? work(tx) : transaction(work)
}

async function takeIn(
  tx: Tx,
  { studyId, runs, now }: { studyId: string; runs: readonly ModelRunResult[]; now: Date },
): Promise<void> {
  const task = await lockTask(tx, studyId)
  if (!task) return
  const heard = await heardRuns(tx, studyId)
  const fresh = runs.filter((run) => !heard.has(`${run.id}:${run.outcome}`))
  const { targets } = await currentPolicy(tx)

  const before = { readableAt: task.readableAt, targetMinutes: task.targetMinutes, reasons: task.dueReasons }
  // A signed study keeps the deadline it was measured by.
  const open = task.state === 'readable' || task.state === 'claimed' || task.state === 'preliminary'
  const after = open ? applyRuns(before, { runs, targets, now }) : before
  const dueAt = open ? new Date(Math.min(deadlineAt(after).getTime(), task.dueAt.getTime())) : task.dueAt
  const others = (await runsOfStudy(tx, studyId)).filter(
    (stored) => !runs.some((run) => run.id === stored.id),
  )
  const ai = studyAi([...runs, ...others]) ?? {
    state: task.aiState,
    reason: task.aiReason,
  }

  if (fresh.length === 0 && after === before && ai.state === task.aiState && ai.reason === task.aiReason)
    return
  await updateTask(tx, studyId, { dueReasons: after.reasons, dueAt, aiState: ai.state, aiReason: ai.reason })
  for (const run of fresh) {
    await appendEvent(tx, {
      studyId,
      type: 'ai-result',
      at: now,
      data: {
        modelRunId: run.id,
        modelName: run.modelName,
        modelVersion: run.modelVersion,
        outcome: run.outcome,
        urgency: run.urgency,
        dueBefore: task.dueAt.toISOString(),
        dueAfter: dueAt.toISOString(),
      },
    })
  }
  await publish(tx, { studyId, change: 'ai' })
}
