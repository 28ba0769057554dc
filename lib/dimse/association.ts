import type { Socket } from 'node:net'
import { log } from '@/lib/log'
import { encodeAssociateAc } from './encode-associate-ac'
import type { AssociationRequest, GatewayHandlers, PeerSession } from './handlers'
import type { DimseLimits } from './limits'
import { MessageReceiver } from './message-receiver'
import { negotiate } from './negotiate'
import { parseAssociateRq, type AssociateRq } from './parse-associate'
import {
  encodeAbort,
  encodeCommand,
  encodeReject,
  encodeReleaseRp,
  parsePdvs,
  pduType,
  rejections,
  type AbortReason,
} from './pdu'
import { PduError, readPdus } from './read-pdus'

const applicationContext = '1.2.840.10008.3.1.1.1'

export interface AssociationOptions {
  socket: Socket
  handlers: GatewayHandlers
  limits: DimseLimits
  /** Counts the association in; false: too many already. Counted out when it ends. */
  enter(callingAETitle: string): boolean
  leave(callingAETitle: string): void
}

/**
 * One connection from beginning to end, as acceptor (PS3.8 9.2, states 2, 6 and 13). Runs as one loop over the PDUs,
 * so that nothing is read from the peer while something of it is still being done.
 */
export class Association {
  private receiver: MessageReceiver | null = null
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
    if (!this.receiver?.isBusy && !this.isWorking) this.abort('notSpecified')
  }

  destroy(): void {
    this.options.socket.destroy()
  }

  private async run(): Promise<void> {
    const { socket, limits } = this.options
    const artim = setTimeout(() => socket.destroy(), limits.artimMs)
    // An error ends the loop below by itself; without a listener it would end the process.
    socket.on('error', () => undefined)
    socket.setTimeout(limits.idleMs, () => {
      if (!this.isWorking) this.abort('notSpecified')
    })
    try {
      for await (const pdu of readPdus(socket, limits)) {
        this.isWorking = true
        if (!this.receiver) {
          if (pdu.type !== pduType.associateRq) throw new PduError('unexpectedPdu')
          clearTimeout(artim)
          if (!(await this.establish(pdu.body))) break
        } else if (!(await this.handle(pdu.type, pdu.body))) break
        this.isWorking = false
        if (this.isStopping && !this.receiver?.isBusy) {
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
      await this.receiver?.abort()
      await this.session?.closed()
      if (this.callingAETitle !== null) this.options.leave(this.callingAETitle)
      this.end()
    }
  }

  /** @returns false when the association was refused */
  private async establish(body: Buffer): Promise<boolean> {
    const { handlers, limits, socket } = this.options
    const request = parseAssociateRq(body)
    const peer: AssociationRequest = {
      callingAETitle: request.callingAETitle,
      calledAETitle: request.calledAETitle,
      address: addressOf(socket),
      certificate: null,
      secure: false,
    }
    const refusal = await this.refusal(request, peer)
    if (refusal) {
      await this.send(encodeReject(rejections[refusal]))
      return false
    }
    const contexts = negotiate(request.contexts)
    const session = this.session
    if (!session) throw new PduError('notSpecified')
    if (contexts.every(({ result }) => result !== 0)) {
      handlers.refused(
        peer,
        'None of the proposed SOP classes is offered here: only storage and verification.',
      )
    }
    this.receiver = new MessageReceiver({
      contexts,
      session,
      limits,
      respond: (contextId, command) => this.send(encodeCommand(contextId, command, request.maxPduLength)),
    })
    await this.send(encodeAssociateAc(body, contexts, limits.maxPduLength))
    return true
  }

  private async refusal(
    request: AssociateRq,
    peer: AssociationRequest,
  ): Promise<keyof typeof rejections | null> {
    const { handlers, enter } = this.options
    if ((request.protocolVersion & 1) === 0) return 'protocol-version'
    if (request.applicationContext !== applicationContext) return 'application-context'
    const decision = await handlers.decide(peer)
    if (!decision.accept) return decision.rejection
    this.session = decision.session
    if (!enter(peer.callingAETitle)) {
      handlers.refused(peer, 'Too many associations at once. Lower the number at the sender.')
      return 'local-limit'
    }
    this.callingAETitle = peer.callingAETitle
    return null
  }

  /** @returns false when the association is over */
  private async handle(type: number, body: Buffer): Promise<boolean> {
    if (type === pduType.abort) return false
    if (type === pduType.releaseRq && !this.receiver?.isBusy) {
      await this.send(encodeReleaseRp())
      return false
    }
    if (type !== pduType.data) throw new PduError('unexpectedPdu')
    const pdvs = parsePdvs(body)
    if (!pdvs) throw new PduError('invalidParameter')
    for (const pdv of pdvs) await this.receiver?.take(pdv)
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
    if (socket.destroyed || !socket.writable) return
    if (socket.write(bytes)) return
    await new Promise<void>((resolve) => {
      const done = () => {
        socket.off('drain', done).off('close', done)
        resolve()
      }
      socket.on('drain', done).on('close', done)
    })
  }
}

function addressOf(socket: Socket): string {
  return (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
}
