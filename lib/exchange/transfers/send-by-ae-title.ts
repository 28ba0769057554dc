import type { LocatedInstance } from '@/lib/archive/located-instance'
import { AppError } from '@/lib/errors'
import { sendInstances } from '../send/send-instances'
import { peerByAETitle } from './peer-by-ae-title'

/**
 * C-STORE of a whole study to a peer.
 * @throws AppError when the peer is away, or did not take every image
 */
export async function sendByAETitle(
  aeTitle: string,
  instances: readonly LocatedInstance[],
  progress: (done: number) => Promise<void>,
): Promise<void> {
  const { id } = await peerByAETitle(aeTitle)
  const { failed } = await sendInstances({
    peerId: id,
    instances,
    onProgress: ({ completed, warning }) => progress(completed + warning),
  })
  if (failed > 0) {
    throw new AppError('unavailable', `${aeTitle} did not take ${failed} of ${instances.length} images.`)
  }
}
