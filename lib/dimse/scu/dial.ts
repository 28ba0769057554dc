import type { Socket } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { AppError } from '@/lib/errors'
import { conversation } from '../conversation'
import type { PeerSession } from '../handlers'
import { notExtended } from '../extended-negotiation'
import { defaultLimits, type DimseLimits } from '../limits'
import type { NegotiatedContext } from '../negotiate'
import { parseAssociateAc, type Role } from '../parse-associate'
import { encodeAbort, encodeReleaseRp, encodeReleaseRq, pduType, type Pdu } from '../pdu'
import { PduError, readPdus } from '../read-pdus'
import type { Requester } from '../requester'
import { connectTo } from './connect-to'
import { encodeAssociateRq } from './encode-associate-rq'
import { rejectionWords } from './rejection-words'

export interface DialContext {
  abstractSyntax: string
  transferSyntaxes: readonly string[]
  /** Role selection (PS3.7 D.3.3.4); without it we are SCU. */
  role?: Role
  /** Extended negotiation: the service class application information (PS3.4 C.5). */
  extended?: Buffer
}

export interface DialOptions {
  host: string
  port: number
  calledAETitle: string
  callingAETitle: string
  contexts: readonly DialContext[]
  /** DICOM TLS (PS3.15 B.12); undefined: none. */
  tls?: DialTls | undefined
  limits?: Partial<DialLimits>
  /** Takes what the peer sends to us over this association (C-GET); without it nothing is taken. */
  session?: PeerSession
}

export interface DialTls extends Pick<ConnectionOptions, 'ca' | 'cert' | 'key'> {
  /** SHA-256 of the certificate that the peer must show, hex in lower case; then no CA has to vouch for it. */
  fingerprint?: string | undefined
}

export interface DialLimits extends Pick<DimseLimits, 'answerMs' | 'maxPduLength'> {
  /** Until the connection stands and the association is answered. */
  connectMs: number
}

/** An association that we asked for. */
export interface Dialled extends Pick<Requester, 'request'> {
  contexts: readonly NegotiatedContext[]
  /** @throws AppError not-acceptable when the peer took no context for the SOP class */
  contextFor(abstractSyntax: string): NegotiatedContext
  /** Ends it in order; never throws. */
  release(): Promise<void>
  abort(): void
}

const dialLimits: DialLimits = {
  connectMs: 10_000,
  answerMs: defaultLimits.answerMs,
  maxPduLength: defaultLimits.maxPduLength,
}

/**
 * Opens an association as requestor (PS3.8 9.2, states 4 to 6).
 * @throws AppError unavailable when nobody answers, forbidden when the peer rejects us; in words for who set it up
 */
export async function dial(options: DialOptions): Promise<Dialled> {
  const limits = { ...dialLimits, ...options.limits }
  const socket = await connectTo(options, limits.connectMs)
  socket.setNoDelay(true).setKeepAlive(true)
  socket.on('error', () => undefined)
  const pdus = readPdus(socket, { ...defaultLimits, ...limits })
  try {
    const overdue = setTimeout(() => socket.destroy(), limits.connectMs)
    socket.write(encodeAssociateRq({ ...options, maxPduLength: limits.maxPduLength }))
    const first = await pdus.next().finally(() => clearTimeout(overdue))
    return established({ options, limits, socket, pdus, answer: first.done ? null : first.value })
  } catch (error) {
    socket.destroy()
    throw error instanceof AppError ? error : noDicom()
  }
}

interface Established {
  options: DialOptions
  limits: DialLimits
  socket: Socket
  pdus: AsyncGenerator<Pdu>
  answer: Pdu | null
}

function established({ options, limits, socket, pdus, answer }: Established): Dialled {
  if (!answer) throw silent()
  if (answer.type === pduType.associateRj) throw rejectionWords(answer.body, options)
  if (answer.type !== pduType.associateAc) throw noDicom()
  const accepted = parseAssociateAc(answer.body)
  const contexts = options.contexts.map(({ abstractSyntax, role }, i): NegotiatedContext => {
    const found = accepted.contexts.find(({ id }) => id === 2 * i + 1)
    const result = found?.result ?? 1
    const agreed = accepted.roles.get(abstractSyntax)
    return {
      id: 2 * i + 1,
      abstractSyntax,
      result: result === 0 || result === 2 || result === 3 || result === 4 ? result : 1,
      transferSyntax: found?.transferSyntax ?? '',
      weAreScu: role ? (agreed?.scu ?? true) : true,
    }
  })
  const talk = conversation({
    ...{ socket, contexts, session: options.session ?? null, retrievals: null },
    callingAETitle: options.callingAETitle,
    extended: new Map([['', notExtended]]),
    peerMaxLength: accepted.maxPduLength,
    limits: { ...defaultLimits, ...limits },
  })
  const over = loop({ socket, pdus, talk })
  return {
    contexts,
    request: talk.request,
    contextFor: (abstractSyntax) => {
      const found = contexts.find((one) => one.result === 0 && one.abstractSyntax === abstractSyntax)
      if (found) return found
      throw new AppError('not-acceptable', `${options.calledAETitle} does not offer this service.`)
    },
    release: () => release({ socket, over, waitMs: limits.connectMs }),
    abort: () => {
      if (socket.writable) socket.write(encodeAbort(null))
      socket.destroy()
    },
  }
}

interface Loop extends Pick<Established, 'socket' | 'pdus'> {
  talk: ReturnType<typeof conversation>
}

/** Reads what the peer sends until the association has ended. */
async function loop({ socket, pdus, talk }: Loop): Promise<void> {
  try {
    for await (const { type, body } of pdus) {
      if (type === pduType.data) await talk.take(body)
      else if (type === pduType.releaseRq) socket.end(encodeReleaseRp())
      else if (type === pduType.releaseRp || type === pduType.abort) break
      else throw new PduError('unexpectedPdu')
    }
  } catch (error) {
    if (socket.writable) socket.write(encodeAbort(error instanceof PduError ? error.reason : 'notSpecified'))
  } finally {
    await talk.close()
    socket.destroy()
  }
}

async function release({
  socket,
  over,
  waitMs,
}: {
  socket: Socket
  over: Promise<void>
  waitMs: number
}): Promise<void> {
  if (socket.writable) socket.write(encodeReleaseRq())
  const overdue = setTimeout(() => socket.destroy(), waitMs)
  await over
  clearTimeout(overdue)
}

function silent(): AppError {
  return new AppError(
    'unavailable',
    'The peer closed the connection or did not answer. Check its address, port and TLS.',
  )
}

function noDicom(): AppError {
  return new AppError('unavailable', 'What answers there does not speak DICOM. Check address, port and TLS.')
}
