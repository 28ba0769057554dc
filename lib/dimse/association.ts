import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { log } from '@/lib/log'
import type { Capacity } from './capacity'
import { conversation, type Conversation } from './conversation'
import { encodeAssociateAc } from './encode-associate-ac'
import { agreeOn } from './extended-negotiation'
import type { AssociationRequest, GatewayHandlers, PeerSession } from './handlers'
import type { DimseLimits } from './limits'
import { negotiate } from './negotiate'
import { parseAssociateRq, type AssociateRq } from './parse-associate'
import { encodeAbort, encodeReject, encodeReleaseRp, pduType, rejections, type AbortReason } from './pdu'
import { PduError, readPdus } from './read-pdus'
import { fingerprintOf } from './scu/connect-to'

const applicationContext = '1.2.840.10008.3.1.1.1'

export interface AssociationOptions {
  socket: Socket
  handlers: GatewayHandlers
  limits: DimseLimits
  /** Counts associations of a calling AE title in and out. */
  associations: Capacity
  retrievals: Capacity
}

/**
 * One connection from beginning to end, as acceptor (PS3.8 9.2, states 2, 6 and 13). Runs as one loop over the PDUs,
 * so that nothing is read from the peer while something of it is still being done; only queries, retrievals and
 * N-services go on beside it, since their peer may cancel them or has to answer in between.
 */
export class Association {
  private talk: Conversation | null = null
  private session: PeerSession | null = null
  private callingAETitle: string | null = null
  private isStopping = false
  private isEnding = false
  private isWorking = false
  readonly ended: Promise<void>

  constructor(private readonly options: AssociationOptions) {
    this.ended = this.run()
  }

  /** Ends the association as soon as no message is in flight. */
  stop(): void {
    this.isStopping = true
    this.talk?.cancelAll()
    void this.talk?.idle().then(() => this.endIfIdle())
    if (!this.talk) this.endIfIdle()
  }

  destroy(): void {
    this.options.socket.destroy()
  }

  private endIfIdle(): void {
    if (!this.isBusy()) this.abort('notSpecified')
  }

  private isBusy(): boolean {
    return this.isWorking || (this.talk !== null && (this.talk.isReceiving() || this.talk.isServing()))
  }

  private async run(): Promise<void> {
    const { socket, limits } = this.options
    const artim = setTimeout(() => socket.destroy(), limits.artimMs)
    // An error ends the loop below by itself; without a listener it would end the process.
    socket.on('error', () => undefined)
    socket.setTimeout(limits.idleMs, () => {
      if (!this.isWorking && !this.talk?.isServing()) this.abort('notSpecified')
    })
    try {
      for await (const pdu of readPdus(socket, limits)) {
        this.isWorking = true
        if (!this.talk) {
          if (pdu.type !== pduType.associateRq) throw new PduError('unexpectedPdu')
          clearTimeout(artim)
          if (!(await this.establish(pdu.body))) break
        } else if (!(await this.handle(this.talk, pdu.type, pdu.body))) break
        this.isWorking = false
        if (this.isStopping && !this.isBusy()) {
          this.abort('notSpecified')
          break
        }
      }
    } catch (error) {
      if (error instanceof PduError) this.abort(error.reason)
      else {
        if (!socket.destroyed) log.warn({ err: error }, 'association failed')
        this.abort('notSpecified')
      }
    } finally {
      clearTimeout(artim)
      await this.talk?.close()
      await this.session?.closed()
      if (this.callingAETitle !== null) this.options.associations.leave(this.callingAETitle)
      this.end()
    }
  }

  /** @returns false when the association was refused */
  private async establish(body: Buffer): Promise<boolean> {
    const { handlers, limits, retrievals, socket } = this.options
    const request = parseAssociateRq(body)
    const peer: AssociationRequest = {
      callingAETitle: request.callingAETitle,
      calledAETitle: request.calledAETitle,
      ...whoIs(socket),
    }
    const refusal = await this.refusal(request, peer)
    if (refusal) {
      await this.send(encodeReject(rejections[refusal]))
      return false
    }
    const { session } = this
    if (!session) throw new PduError('notSpecified')
    const { roles } = request
    const services = session.services ?? {}
    const contexts = negotiate({ contexts: request.contexts, roles, services })
    if (contexts.every(({ result }) => result !== 0)) {
      handlers.refused(peer, 'None of the services that were proposed is offered here.')
    }
    const { agreed, answer } = agreeOn(request, services)
    const { callingAETitle } = peer
    const peerMaxLength = request.maxPduLength
    this.talk = conversation({
      ...{ socket, contexts, session, callingAETitle, peerMaxLength, limits, retrievals },
      extended: agreed,
    })
    await this.send(
      encodeAssociateAc({
        ...{ request: body, contexts, extended: answer },
        maxPduLength: limits.maxPduLength,
        roles: new Map(
          [...roles].filter(([uid]) =>
            contexts.some((one) => one.result === 0 && one.abstractSyntax === uid),
          ),
        ),
      }),
    )
    return true
  }

  private async refusal(
    request: AssociateRq,
    peer: AssociationRequest,
  ): Promise<keyof typeof rejections | null> {
    const { handlers, associations } = this.options
    if ((request.protocolVersion & 1) === 0) return 'protocol-version'
    if (request.applicationContext !== applicationContext) return 'application-context'
    const decision = await handlers.decide(peer)
    if (!decision.accept) return decision.rejection
    this.session = decision.session
    if (!associations.enter(peer.callingAETitle)) {
      handlers.refused(peer, 'Too many associations at once. Lower the number at the sender.')
      return 'local-limit'
    }
    this.callingAETitle = peer.callingAETitle
    return null
  }

  /** @returns false when the association is over */
  private async handle(talk: Conversation, type: number, body: Buffer): Promise<boolean> {
    if (type === pduType.abort) return false
    if (type === pduType.releaseRq && !talk.isReceiving()) {
      // What is being done for the peer is of no use to it any more.
      await talk.close()
      await this.send(encodeReleaseRp())
      return false
    }
    if (type !== pduType.data) throw new PduError('unexpectedPdu')
    await talk.take(body)
    return true
  }

  private abort(reason: AbortReason): void {
    if (this.isEnding) return
    const { socket } = this.options
    if (socket.writable) socket.write(encodeAbort(reason))
    this.end()
  }

  private end(): void {
    if (this.isEnding) return
    this.isEnding = true
    const { socket } = this.options
    socket.end()
    // The peer closes first (PS3.8 9.2, state 13); one that does not is not waited for.
    socket.resume()
    setTimeout(() => socket.destroy(), 1_000).unref()
  }

  private async send(bytes: Buffer): Promise<void> {
    const { socket } = this.options
    if (socket.destroyed || !socket.writable || socket.write(bytes)) return
    await new Promise<void>((resolve) => {
      socket.once('drain', resolve).once('close', resolve)
    })
  }
}

function whoIs(socket: Socket): Pick<AssociationRequest, 'address' | 'certificate' | 'secure'> {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  if (!(socket instanceof TLSSocket)) return { address, certificate: null, secure: false }
  const fingerprint = fingerprintOf(socket)
  const certificate = fingerprint === null ? null : { fingerprint, isVouchedFor: socket.authorized }
  return { address, certificate, secure: true }
}
