import { peerAddress } from '@/lib/archive/peer-address'
import { readConfig } from '@/lib/config'
import { findPeerById } from '@/lib/db/access/peers'
import { echo } from '@/lib/dimse/scu/echo'
import { AppError } from '@/lib/errors'

/**
 * Asks a peer whether it is there (C-ECHO). @returns milliseconds it took
 * @throws AppError unprocessable without host and port; unavailable, forbidden with what to do about it
 */
export async function echoPeer(peerId: string): Promise<number> {
  const peer = await findPeerById(peerId)
  if (!peer) throw new AppError('not-found', 'There is no such peer.')
  return echo(await peerAddress(peer, readConfig().aeTitle))
}
