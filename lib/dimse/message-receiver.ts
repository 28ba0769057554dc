import { isUid } from '@/lib/dicom/uid'
import { AppError } from '@/lib/errors'
import { commandField, encodeResponse, noDataSet, parseCommand, type Command } from './command-set'
import type { ObjectSink, PeerSession } from './handlers'
import type { DimseLimits } from './limits'
import type { NegotiatedContext } from './negotiate'
import type { Pdv } from './pdu'
import { PduError } from './read-pdus'
import { dimseStatus, mismatch, success, unrecognizedOperation } from './status'

interface Receiving {
  command: Command
  context: NegotiatedContext
  /** null once something went wrong: the rest of the data set is let pass, then `failure` is answered. */
  sink: ObjectSink | null
  failure: { Status: number; ErrorComment: string } | null
}

export interface ReceiverOptions {
  contexts: readonly NegotiatedContext[]
  session: PeerSession
  limits: DimseLimits
  /** Sends a command set on a presentation context. */
  respond(contextId: number, command: Buffer): Promise<void>
}

/** Puts messages together from PDVs and does what they ask: C-ECHO and C-STORE (PS3.7 9.3). */
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
    if (command.CommandField === commandField.cCancelRq) return
    if (command.CommandField === commandField.cEchoRq) return this.answer(command, context, success)
    const receiving: Receiving = { command, context, sink: null, failure: null }
    if (command.CommandField !== commandField.cStoreRq) {
      receiving.failure = { Status: unrecognizedOperation, ErrorComment: 'Only C-ECHO and C-STORE' }
    } else {
      await this.openSink(receiving)
    }
    if (command.CommandDataSetType !== noDataSet) this.receiving = receiving
    else await this.finish(receiving)
  }

  private async openSink(receiving: Receiving): Promise<void> {
    const { command, context } = receiving
    const { AffectedSOPClassUID: SOPClassUID, AffectedSOPInstanceUID: SOPInstanceUID } = command
    if (command.CommandDataSetType === noDataSet) {
      receiving.failure = { Status: dimseStatus.invalid, ErrorComment: 'No data set' }
    } else if (!isUid(SOPInstanceUID) || !isUid(SOPClassUID)) {
      receiving.failure = { Status: mismatch, ErrorComment: 'Affected SOP UIDs are not valid' }
    } else if (SOPClassUID !== context.abstractSyntax) {
      receiving.failure = { Status: mismatch, ErrorComment: 'SOP class is not that of the context' }
    } else {
      try {
        const { transferSyntax: TransferSyntaxUID } = context
        receiving.sink = await this.options.session.receive({
          SOPClassUID,
          SOPInstanceUID,
          TransferSyntaxUID,
        })
      } catch (error) {
        receiving.failure = failureOf(error)
      }
    }
  }

  private async takeData(pdv: Pdv): Promise<void> {
    const { receiving } = this
    if (!receiving || receiving.context.id !== pdv.contextId) throw new PduError('unexpectedParameter')
    if (receiving.sink && pdv.bytes.length > 0) {
      try {
        await receiving.sink.write(pdv.bytes)
      } catch (error) {
        receiving.failure = failureOf(error)
        await receiving.sink.abort()
        receiving.sink = null
      }
    }
    if (!pdv.isLast) return
    // Stays `receiving` until it is answered: a stop waits for that.
    await this.finish(receiving)
    this.receiving = null
  }

  private async finish({ command, context, sink, failure }: Receiving): Promise<void> {
    let outcome = failure
    try {
      await sink?.finish()
    } catch (error) {
      outcome = failureOf(error)
    }
    await this.answer(command, context, outcome?.Status ?? success, outcome?.ErrorComment)
  }

  private async answer(
    command: Command,
    context: NegotiatedContext,
    Status: number,
    ErrorComment?: string,
  ): Promise<void> {
    await this.options.respond(context.id, encodeResponse({ to: command, Status, ErrorComment }))
  }
}

function failureOf(error: unknown): { Status: number; ErrorComment: string } {
  if (!(error instanceof AppError))
    return { Status: dimseStatus.internal, ErrorComment: 'Fault of the archive' }
  const isMismatch = error.detail.reason === 'sop-mismatch'
  return { Status: isMismatch ? mismatch : dimseStatus[error.code], ErrorComment: error.message }
}
