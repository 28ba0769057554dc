import { log } from '@/lib/log'
import type { Capacity } from './capacity'
import { commandField } from './command-set'
import { notExtended, type Extended } from './extended-negotiation'
import type { PeerSession } from './handlers'
import type { DimseLimits } from './limits'
import { MessageReceiver, type ReceivedMessage } from './message-receiver'
import { messageSender } from './message-sender'
import type { NegotiatedContext } from './negotiate'
import type { Socket } from 'node:net'
import { parsePdvs } from './pdu'
import { PduError } from './read-pdus'
import { requester, type Requester } from './requester'
import type { Operation } from './services/operation'
import { refuseBusy, serve } from './services/serve'

export interface ConversationOptions {
  socket: Socket
  contexts: readonly NegotiatedContext[]
  /** null: we are the ones who ask. */
  session: PeerSession | null
  callingAETitle: string
  extended: ReadonlyMap<string, Extended>
  peerMaxLength: number
  limits: DimseLimits
  /** Shared by all associations: retrievals at once. */
  retrievals: Capacity | null
}

/** An established association: messages both ways. */
export interface Conversation extends Requester {
  /** The body of a P-DATA-TF PDU. @throws PduError when the peer breaks the protocol */
  take(body: Buffer): Promise<void>
  /** A message is coming in. */
  isReceiving(): boolean
  /** A request of the peer is being done. */
  isServing(): boolean
  /** Cancels what is being done. */
  cancelAll(): void
  /** Resolves when nothing is being done any more. */
  idle(): Promise<void>
  /** The association is over; resolves when all that was begun has been cleared away. */
  close(): Promise<void>
}

const mostWaiting = 16

export function conversation(options: ConversationOptions): Conversation {
  const { socket, contexts, session, limits, retrievals, callingAETitle } = options
  const sender = messageSender({ socket, peerMaxLength: options.peerMaxLength, stallMs: limits.answerMs })
  const asking = requester({ sender, answerMs: limits.answerMs })
  const serving = new Map<number, AbortController>()
  /** Requests are done one after the other, while the loop goes on reading: C-CANCEL and answers must get through. */
  let last: Promise<void> = Promise.resolve()

  const receiver = new MessageReceiver({
    contexts,
    session,
    limits,
    respond: (contextId, command) => sender.send({ contextId, command }),
    onRequest: begin,
    onAnswer: asking.answered,
    onCancel: (messageId) => serving.get(messageId)?.abort(),
  })

  async function begin(message: ReceivedMessage): Promise<void> {
    const { MessageID } = message.command
    const cancelling = new AbortController()
    const operation: Operation = {
      message,
      signal: cancelling.signal,
      services: session?.services ?? {},
      extended: options.extended.get(message.context.abstractSyntax) ?? notExtended,
      ...{ contexts, sender, requester: asking, callingAETitle },
    }
    if (serving.size >= mostWaiting || serving.has(MessageID)) return refuseBusy(operation)
    serving.set(MessageID, cancelling)
    last = last
      .then(() => bounded(operation, retrievals))
      .catch((error: unknown) => log.warn({ err: error }, 'request of a peer could not be answered'))
      .finally(() => serving.delete(MessageID))
  }

  function cancelAll(): void {
    for (const cancelling of serving.values()) cancelling.abort()
  }

  async function take(body: Buffer): Promise<void> {
    const pdvs = parsePdvs(body)
    if (!pdvs) throw new PduError('invalidParameter')
    for (const pdv of pdvs) await receiver.take(pdv)
  }

  return {
    ...asking,
    take,
    isReceiving: () => receiver.isBusy,
    isServing: () => serving.size > 0,
    cancelAll,
    idle: () => last,
    close: async () => {
      asking.end()
      cancelAll()
      await receiver.abort()
      await within(limits.stopMs, last)
    },
  }
}

async function bounded(operation: Operation, retrievals: Capacity | null): Promise<void> {
  const { CommandField } = operation.message.command
  const isRetrieval = CommandField === commandField.cGetRq || CommandField === commandField.cMoveRq
  if (!isRetrieval || !retrievals) return serve(operation)
  const { callingAETitle } = operation
  if (!retrievals.enter(callingAETitle)) return refuseBusy(operation)
  try {
    await serve(operation)
  } finally {
    retrievals.leave(callingAETitle)
  }
}

/** A handler that does not heed its signal must not keep the association for ever. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let overdue: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    overdue = setTimeout(resolve, ms)
  })
  await Promise.race([work, patience])
  clearTimeout(overdue)
}
