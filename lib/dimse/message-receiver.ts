import { isUid } from '@/lib/dicom/uid'
import { commandField, encodeResponse, noDataSet, parseCommand, response, type Command } from './command-set'
import type { ObjectSink, PeerSession } from './handlers'
import type { DimseLimits } from './limits'
import type { NegotiatedContext } from './negotiate'
import type { Pdv } from './pdu'
import { PduError } from './read-pdus'
import type { Answer } from './requester'
import { dimseStatus, mismatch, statusOf, success } from './status'

interface Receiving {
  command: Command
  context: NegotiatedContext
  /** null once something went wrong: the rest of the data set is let pass, then `failure` is answered. */
  sink: ObjectSink | null
  failure: { Status: number; ErrorComment: string } | null
  /** Of any message but C-STORE: its data set is small and waits here until it is whole. */
  kept: { parts: Buffer[]; length: number } | null
}

/** A whole message other than those that are dealt with here. */
export interface ReceivedMessage extends Answer {
  context: NegotiatedContext
}

export interface ReceiverOptions {
  contexts: readonly NegotiatedContext[]
  /** null: we are the ones who ask, and no objects are taken. */
  session: PeerSession | null
  limits: Pick<DimseLimits, 'commandCap' | 'identifierCap'>
  /** Sends a command set on a presentation context. */
  respond(contextId: number, command: Buffer): Promise<void>
  /** Any request but C-ECHO, C-STORE and C-CANCEL. */
  onRequest(message: ReceivedMessage): Promise<void>
  /** An answer to a request of ours. */
  onAnswer(message: ReceivedMessage): Promise<void>
  onCancel(messageId: number): void
}

/** Puts messages together from PDVs; C-ECHO and C-STORE are done as they come (PS3.7 9.3), others are handed on whole. */
export class MessageReceiver {
  private command: { contextId: number; parts: Buffer[]; length: number } | null = null
  private receiving: Receiving | null = null
  private readonly contexts: Map<number, NegotiatedContext>

  constructor(private readonly options: ReceiverOptions) {
    const accepted = options.contexts.filter(({ result }) => result === 0)
    this.contexts = new Map(accepted.map((context) => [context.id, context]))
  }

  get isBusy(): boolean {
    return this.command !== null || this.receiving !== null
  }

  /** @throws PduError when the peer breaks the protocol */
  async take(pdv: Pdv): Promise<void> {
    const context = this.contexts.get(pdv.contextId)
    if (!context) throw new PduError('invalidParameter')
    if (pdv.isCommand) await this.takeCommand(pdv, context)
    else await this.takeData(pdv)
  }

  async abort(): Promise<void> {
    const sink = this.receiving?.sink
    this.receiving = null
    await sink?.abort()
  }

  private async takeCommand(pdv: Pdv, context: NegotiatedContext): Promise<void> {
    if (this.receiving) throw new PduError('unexpectedParameter')
    this.command ??= { contextId: pdv.contextId, parts: [], length: 0 }
    const { command } = this
    command.parts.push(pdv.bytes)
    command.length += pdv.bytes.length
    if (command.contextId !== pdv.contextId || command.length > this.options.limits.commandCap) {
      throw new PduError('invalidParameter')
    }
    if (!pdv.isLast) return
    this.command = null
    await this.start(parseCommand(Buffer.concat(command.parts)), context)
  }

  private async start(command: Command, context: NegotiatedContext): Promise<void> {
    const receiving: Receiving = { command, context, sink: null, failure: null, kept: null }
    switch (command.CommandField) {
      case commandField.cCancelRq:
        this.options.onCancel(command.MessageIDBeingRespondedTo ?? 0)
        return
      case commandField.cEchoRq:
        return this.answer(receiving, success)
      case commandField.cStoreRq:
        await this.openSink(receiving)
        break
      default:
        receiving.kept = { parts: [], length: 0 }
    }
    if (command.CommandDataSetType !== noDataSet) this.receiving = receiving
    else await this.finish(receiving)
  }

  private async openSink(receiving: Receiving): Promise<void> {
    const { command, context } = receiving
    const { AffectedSOPClassUID: SOPClassUID, AffectedSOPInstanceUID: SOPInstanceUID } = command
    const { session } = this.options
    if (command.CommandDataSetType === noDataSet) {
      receiving.failure = { Status: dimseStatus.invalid, ErrorComment: 'No data set' }
    } else if (!isUid(SOPInstanceUID) || !isUid(SOPClassUID)) {
      receiving.failure = { Status: mismatch, ErrorComment: 'Affected SOP UIDs are not valid' }
    } else if (SOPClassUID !== context.abstractSyntax) {
      receiving.failure = { Status: mismatch, ErrorComment: 'SOP class is not that of the context' }
    } else if (!session) {
      receiving.failure = { Status: dimseStatus.forbidden, ErrorComment: 'Not on this association' }
    } else {
      try {
        const { transferSyntax: TransferSyntaxUID } = context
        receiving.sink = await session.receive({ SOPClassUID, SOPInstanceUID, TransferSyntaxUID })
      } catch (error) {
        receiving.failure = statusOf(error, 'store')
      }
    }
  }

  private async takeData(pdv: Pdv): Promise<void> {
    const { receiving } = this
    if (!receiving || receiving.context.id !== pdv.contextId) throw new PduError('unexpectedParameter')
    if (receiving.kept) this.keep(receiving.kept, pdv.bytes)
    else if (receiving.sink && pdv.bytes.length > 0) {
      try {
        await receiving.sink.write(pdv.bytes)
      } catch (error) {
        receiving.failure = statusOf(error, 'store')
        await receiving.sink.abort()
        receiving.sink = null
      }
    }
    if (!pdv.isLast) return
    // Stays `receiving` until it is answered: a stop waits for that.
    await this.finish(receiving)
    this.receiving = null
  }

  private keep(kept: { parts: Buffer[]; length: number }, bytes: Buffer): void {
    kept.parts.push(bytes)
    kept.length += bytes.length
    if (kept.length > this.options.limits.identifierCap) throw new PduError('invalidParameter')
  }

  private async finish(receiving: Receiving): Promise<void> {
    const { command, context, sink, kept, failure } = receiving
    if (kept) {
      const data = command.CommandDataSetType === noDataSet ? null : Buffer.concat(kept.parts)
      const isAnswer = (command.CommandField & response) !== 0
      await this.options[isAnswer ? 'onAnswer' : 'onRequest']({ command, context, data })
      return
    }
    let outcome = failure
    try {
      const verdict = await sink?.finish()
      if (verdict) outcome = { Status: verdict.warning, ErrorComment: verdict.comment }
    } catch (error) {
      outcome = statusOf(error, 'store')
    }
    await this.answer(receiving, outcome?.Status ?? success, outcome?.ErrorComment)
  }

  private async answer(
    { command, context }: Receiving,
    Status: number,
    ErrorComment?: string,
  ): Promise<void> {
    const comment = ErrorComment === undefined ? {} : { ErrorComment }
    await this.options.respond(context.id, encodeResponse({ to: command, Status, ...comment }))
  }
}
