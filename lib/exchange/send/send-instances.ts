import type { LocatedInstance } from '@/lib/archive/located-instance'
import { outgoingObject } from '@/lib/archive/outgoing-object'
import { peerAddress } from '@/lib/archive/peer-address'
import { readConfig } from '@/lib/config'
import { findPeerById } from '@/lib/db/access/peers'
import { sendObjects } from '@/lib/dimse/scu/send-objects'
import type { SubOperationCounts } from '@/lib/dimse/sub-operations'
import { AppError } from '@/lib/errors'

export interface SendInstances {
  peerId: string
  instances: readonly LocatedInstance[]
  onProgress?: (counts: SubOperationCounts) => void | Promise<void>
  signal?: AbortSignal
}

/**
 * Sends instances to a peer (C-STORE), each in its stored transfer syntax where the peer takes it, else transcoded.
 * What the peer refuses is counted, with its UIDs, and the rest goes on.
 * @throws AppError not-found, unprocessable without host and port; unavailable, forbidden when no association comes about
 */
export async function sendInstances({
  peerId,
  instances,
  onProgress,
  signal,
}: SendInstances): Promise<SubOperationCounts> {
  const peer = await findPeerById(peerId)
  if (!peer) throw new AppError('not-found', 'There is no such peer.')
  return sendObjects({
    peer: await peerAddress(peer, readConfig().aeTitle),
    objects: instances.map(outgoingObject),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  })
}
