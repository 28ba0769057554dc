import { peerAddress } from '@/lib/archive/peer-address'
import { readConfig } from '@/lib/config'
import { findPeer } from '@/lib/db/access/peers'
import type { DialOptions } from '@/lib/dimse/scu/dial'
import { AppError } from '@/lib/errors'

/** @throws AppError not-found when the peer was taken off the list, unprocessable without host and port */
export async function peerByAETitle(
  aeTitle: string,
): Promise<{ id: string; address: Omit<DialOptions, 'contexts'> }> {
  const peer = await findPeer(aeTitle)
  if (!peer) throw new AppError('not-found', `${aeTitle} is not on the list of DICOM peers.`)
  return { id: peer.id, address: await peerAddress(peer, readConfig().aeTitle) }
}
