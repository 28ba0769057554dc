import { locateInstances } from '@/lib/archive/locate-instances'
import { ruledStudy } from '@/lib/db/exchange/ruled-studies'
import { AppError } from '@/lib/errors'
import type { OpenedDestination } from '../destinations'
import { sendByAETitle } from './send-by-ae-title'
import { sendToDicomweb } from './send-to-dicomweb'

/**
 * Sends every image of a study. The revision is that of before the first image was read, so that one that arrives
 * meanwhile makes the study due again.
 * @throws AppError in words for whoever looks after the transfers
 */
export async function sendWhole({
  studyId,
  destination,
  progress,
}: {
  studyId: string
  destination: OpenedDestination
  progress: (done: number, instances: number) => Promise<void>
}): Promise<{ instances: number; done: number; revision: number }> {
  const study = await ruledStudy(studyId)
  if (!study) throw new AppError('not-found', 'The study is gone.')
  const instances = await locateInstances({ StudyInstanceUID: study.StudyInstanceUID })
  if (instances.length === 0) throw new AppError('not-found', 'The study has no images any more.')
  await progress(0, instances.length)
  const told = throttled((done) => progress(done, instances.length))
  if (destination.kind === 'dimse') await sendByAETitle(destination.aeTitle, instances, told)
  else await sendToDicomweb(destination, instances, told)
  return { instances: instances.length, done: instances.length, revision: study.revision }
}

/** Progress is for people: once a second is enough. */
function throttled(tell: (done: number) => Promise<void>): (done: number) => Promise<void> {
  let toldAt = 0
  return async (done) => {
    if (Date.now() - toldAt < 1_000) return
    toldAt = Date.now()
    await tell(done)
  }
}
