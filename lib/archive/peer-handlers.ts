import type { Action } from '@/lib/access/actions'
import type { Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { byPeerRight } from '@/lib/access/may'
import { isPeerRight, peerRightWords, type PeerRight } from '@/lib/access/peer-rights'
import { findPeer, touchPeer, type PeerRow } from '@/lib/db/access/peers'
import type {
  AssociationRequest,
  Decision,
  GatewayHandlers,
  PeerSession,
  Services,
} from '@/lib/dimse/handlers'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { peerSession } from './peer-session'
import { guardServices } from './guard-services'
import { recordRejection } from './reject'
import { withinBounds } from './within-bounds'

/** A peer of the list, as it has associated. */
export type AssociatedPeer = Extract<Actor, { kind: 'peer' }> & { rights: readonly PeerRight[] }

/** Services that one right opens. */
export interface PeerService {
  right: PeerRight
  of(peer: AssociatedPeer): Services
}

export interface PeerHandlersOptions {
  ourAETitle: string
  services: readonly PeerService[]
}

/**
 * Who may associate: peers on the list, by calling AE title and, where given, by address and certificate; and only to
 * our own AE title. What a peer may ask for then is what its rights say. Each refusal is written down for the
 * technologist with what to do about it.
 */
export function peerHandlers({ ourAETitle, services }: PeerHandlersOptions): GatewayHandlers {
  async function decide(request: AssociationRequest): Promise<Decision> {
    const { callingAETitle, calledAETitle, address } = request
    try {
      if (calledAETitle !== ourAETitle) {
        refused(
          request,
          `The sender calls us "${printable(calledAETitle)}". Set our AE title ${ourAETitle} there.`,
        )
        return { accept: false, rejection: 'called-ae-title' }
      }
      const peer = await findPeer(callingAETitle)
      const objection = peer ? objectionTo(peer, request) : unknownPeer
      if (!peer || objection !== null) {
        refused(request, objection ?? unknownPeer)
        return { accept: false, rejection: 'calling-ae-title' }
      }
      await touchPeer(callingAETitle, new Date())
      const rights = peer.rights.filter(isPeerRight)
      return { accept: true, session: sessionOf({ kind: 'peer', aeTitle: callingAETitle, address, rights }) }
    } catch (error) {
      // The database is away: the sender is told to try again.
      log.warn({ err: error }, 'association could not be decided')
      return { accept: false, rejection: 'temporary-congestion' }
    }
  }

  function sessionOf(peer: AssociatedPeer): PeerSession {
    const forbidden = (right: PeerRight): AppError => forbiddenTo(peer, right)
    const session = peerSession(peer)
    return {
      ...session,
      ...(!peer.rights.includes('store') && { receive: () => Promise.reject(forbidden('store')) }),
      services: guardServices(services, peer, forbidden),
    }
  }

  return { decide, refused }
}

const unknownPeer = 'This AE title is not on the list of peers. An administrator can add it.'

/** Why a peer of the list may not come this way; null: it may. */
function objectionTo(peer: PeerRow, { address, certificate, secure }: AssociationRequest): string | null {
  if (peer.address !== '' && peer.address !== address) {
    return `This AE title may come from ${peer.address} only, and this came from another address.`
  }
  if ((peer.tls || peer.fingerprint !== '') && !secure)
    return 'This AE title must use TLS. Set it to our secure DICOM port.'
  if (secure && peer.fingerprint === '' && !certificate?.isVouchedFor) {
    return 'Nobody vouches for its certificate. Set a CA file, or pin the fingerprint of the certificate for this AE title.'
  }
  if (secure && peer.fingerprint !== '' && certificate?.fingerprint !== peer.fingerprint) {
    return 'The certificate is not the one that is pinned for this AE title. An administrator can change it.'
  }
  return null
}

/** Refuses one request; told to the technologist like a refused association. */
function forbiddenTo({ aeTitle, address }: AssociatedPeer, right: PeerRight): AppError {
  const words = `This peer may not ${peerRightWords[right]}. An administrator can allow it under DICOM peers.`
  refused({ callingAETitle: aeTitle, address }, words, byPeerRight[right][0])
  return new AppError('forbidden', `Not allowed: ${peerRightWords[right]}`)
}

function refused(
  { callingAETitle, address }: Pick<AssociationRequest, 'callingAETitle' | 'address'>,
  reason: string,
  action: Action = 'image:store',
): void {
  const aeTitle = printable(callingAETitle)
  if (!withinBounds(`refusal ${address}`)) return
  log.info({ address, aeTitle }, 'peer refused')
  void recordRejection({
    origin: `C-STORE:${aeTitle}`,
    address,
    callingAETitle: aeTitle,
    code: 'forbidden',
    reason,
  })
  audit({
    actor: { kind: 'peer', aeTitle, address },
    action,
    outcome: 'denied',
  }).catch((error: unknown) => log.error({ err: error }, 'audit event of a refusal could not be written'))
}

/** AE titles come from anybody who can reach the port. */
function printable(aeTitle: string): string {
  return aeTitle.replace(/[^\x20-\x7e]/g, '?').slice(0, 16)
}
