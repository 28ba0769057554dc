import type { Tx } from '@/lib/db/client'
import { orderClassesOf } from '@/lib/db/orders/matching'
import { arrivedOf, performedOfStudies } from '@/lib/db/orders/performed'
import { studyArrival } from '@/lib/db/orders/study-arrival'
import { enqueue } from '@/lib/queue/enqueue'
import { classFromOrders } from '@/lib/reading/class-from-orders'
import { waitsUntil } from '@/lib/reading/wait-for-images'
import { urgencyAttributesOf } from '@/lib/worklist/urgency-attributes-of'

/**
 * Whether a study that has been quiet is still to get images, as its scanner says (MPPS): then it is looked at again at
 * the end of the wait, and each image and each word of the scanner asks anew before that.
 */
export async function waitForImages(
  tx: Tx,
  { studyId, now }: { studyId: string; now: Date },
): Promise<boolean> {
  const study = await studyArrival(tx, studyId)
  // What is on the list, or was, has not to wait for anything.
  if (!study || study.isReadable) return false
  const steps = await performedOfStudies(tx, [study.StudyInstanceUID])
  if (steps.length === 0) return false
  const performed = steps.map((step) => ({
    status: step.PerformedProcedureStepStatus,
    endedAt: step.endedAt,
    expected: step.instances.map((one) => one.SOPInstanceUID),
  }))
  const { urgency } = classFromOrders(
    await urgencyAttributesOf(tx, studyId),
    await orderClassesOf(tx, studyId),
  )
  const runAt = waitsUntil({
    performed,
    arrived: await arrivedOf(
      tx,
      performed.flatMap(({ expected }) => expected),
    ),
    lastReceivedAt: study.lastReceivedAt,
    isStat: urgency === 'STAT',
    now,
  })
  if (!runAt) return false
  await enqueue(tx, 'study-stable', { studyId }, { jobKey: `study-stable:${studyId}`, runAt })
  return true
}
