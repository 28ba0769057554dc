import { AppError } from '@/lib/errors'
import {
  commandField,
  encodeCommandSet,
  noDataSet,
  withDataSet,
  type Command,
  type CommandSet,
} from './command-set'
import type { MessageSender, OutgoingMessage } from './message-sender'
import { isPending } from './status'

export interface Answer {
  command: Command
  /** The data set that came with it. */
  data: Buffer | null
}

export interface OutgoingRequest {
  contextId: number
  command: CommandSet & { CommandField: number }
  data?: OutgoingMessage['data']
  /** Told of each answer that is not the last (C-FIND, C-MOVE). */
  onPending?: (answer: Answer) => void | Promise<void>
  /** Sends C-CANCEL; the answer is waited for all the same. */
  signal?: AbortSignal
}

/** Sends requests of ours over an association, and gives what the peer answers. */
export interface Requester {
  /** @returns the final answer @throws AppError unavailable when there is none */
  request(request: OutgoingRequest): Promise<Answer>
  /** A response has come; one that nobody waits for is let pass. */
  answered(answer: Answer): Promise<void>
  /** The association has ended. */
  end(): void
}

interface Waiting {
  onPending: OutgoingRequest['onPending']
  settle(outcome: Answer | AppError): void
  restart(): void
}

export function requester({ sender, answerMs }: { sender: MessageSender; answerMs: number }): Requester {
  const waiting = new Map<number, Waiting>()
  let lastMessageId = 0
  let isEnded = false

  async function request({ contextId, command, data, onPending, signal }: OutgoingRequest): Promise<Answer> {
    if (isEnded) throw ended()
    lastMessageId = (lastMessageId % 0xffff) + 1
    const MessageID = lastMessageId
    const cancel = () =>
      void sender.send({ contextId, command: encodeCancel(MessageID) }).catch(() => undefined)
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      const answer = waitFor(MessageID, onPending)
      const CommandDataSetType = data ? withDataSet : noDataSet
      const bytes = encodeCommandSet({ ...command, MessageID, CommandDataSetType })
      await sender.send({ contextId, command: bytes, data }).catch(() => undefined)
      waiting.get(MessageID)?.restart()
      const outcome = await answer
      if (outcome instanceof AppError) throw outcome
      return outcome
    } finally {
      waiting.delete(MessageID)
      signal?.removeEventListener('abort', cancel)
    }
  }

  /** Settles even when sending fails, because the association ends then. The time runs from when all is sent. */
  function waitFor(messageId: number, onPending: OutgoingRequest['onPending']): Promise<Answer | AppError> {
    return new Promise((resolve) => {
      let overdue: NodeJS.Timeout | undefined
      let isSettled = false
      const settle = (outcome: Answer | AppError) => {
        isSettled = true
        clearTimeout(overdue)
        resolve(outcome)
      }
      const restart = () => {
        clearTimeout(overdue)
        if (isSettled) return
        overdue = setTimeout(() => settle(silent(answerMs)), answerMs)
      }
      waiting.set(messageId, { onPending, settle, restart })
    })
  }

  async function answered(answer: Answer): Promise<void> {
    const { command } = answer
    const one = waiting.get(command.MessageIDBeingRespondedTo ?? -1)
    if (!one) return
    one.restart()
    if (isPending(command.Status ?? 0)) await one.onPending?.(answer)
    else one.settle(answer)
  }

  function end(): void {
    isEnded = true
    for (const { settle } of waiting.values()) settle(ended())
  }

  return { request, answered, end }
}

function encodeCancel(MessageIDBeingRespondedTo: number): Buffer {
  return encodeCommandSet({
    CommandField: commandField.cCancelRq,
    MessageIDBeingRespondedTo,
    CommandDataSetType: noDataSet,
  })
}

function silent(ms: number): AppError {
  return new AppError('unavailable', `The peer did not answer within ${Math.round(ms / 1000)} seconds.`)
}

function ended(): AppError {
  return new AppError('unavailable', 'The peer ended the association before it had answered.')
}
