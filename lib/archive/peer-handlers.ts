import { audit } from '@/lib/access/audit'
import { findPeer, touchPeer } from '@/lib/db/access/peers'
import type { AssociationRequest, Decision, GatewayHandlers } from '@/lib/dimse/handlers'
import { log } from '@/lib/log'
import { peerSession } from './peer-session'
import { recordRejection } from './reject'
import { withinBounds } from './within-bounds'

/**
 * Who may send: peers on the list, by calling AE title and, where one is given, by address; and only to our own AE
 * title. Each refusal is written down for the technologist with what to do about it.
 */
export function peerHandlers(ourAETitle: string): GatewayHandlers {
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
      if (!peer) {
        refused(request, 'This AE title is not on the list of peers. An administrator can add it.')
        return { accept: false, rejection: 'calling-ae-title' }
      }
      if (peer.address !== '' && peer.address !== address) {
        refused(
          request,
          `This AE title may send from ${peer.address} only, and this came from another address.`,
        )
        return { accept: false, rejection: 'calling-ae-title' }
      }
      await touchPeer(callingAETitle, new Date())
      return { accept: true, session: peerSession({ aeTitle: callingAETitle, address }) }
    } catch (error) {
      // The database is away: the sender is told to try again.
      log.warn({ err: error }, 'association could not be decided')
      return { accept: false, rejection: 'temporary-congestion' }
    }
  }

  return { decide, refused }
}

function refused({ callingAETitle, address }: AssociationRequest, reason: string): void {
  const aeTitle = printable(callingAETitle)
  if (!withinBounds(`refusal ${address}`)) return
  log.info({ address, aeTitle }, 'association refused')
  void recordRejection({
    origin: `C-STORE:${aeTitle}`,
    address,
    callingAETitle: aeTitle,
    code: 'forbidden',
    reason,
  })
  audit({
    actor: { kind: 'peer', aeTitle, address },
    action: 'image:store',
    outcome: 'denied',
  }).catch((error: unknown) => log.error({ err: error }, 'audit event of a refusal could not be written'))
}

/** AE titles come from anybody who can reach the port. */
function printable(aeTitle: string): string {
  return aeTitle.replace(/[^\x20-\x7e]/g, '?').slice(0, 16)
}
