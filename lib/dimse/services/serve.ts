import { commandField } from '../command-set'
import { unrecognizedOperation } from '../status'
import { serveFind } from './find'
import { serveAction, serveCreate, serveSet } from './normalized'
import { reply, type Operation } from './operation'
import { serveGet, serveMove } from './retrieve'

/** Does what a request asks for by the handler of its SOP class; without one the operation is not recognised. */
export async function serve(operation: Operation): Promise<void> {
  const { services, message } = operation
  const { abstractSyntax } = message.context
  const { find, get, move, action, create, set } = services
  switch (message.command.CommandField) {
    case commandField.cFindRq:
      return hand(operation, find?.[abstractSyntax], serveFind)
    case commandField.cGetRq:
      return hand(operation, get?.[abstractSyntax], serveGet)
    case commandField.cMoveRq:
      return hand(operation, move?.[abstractSyntax], serveMove)
    case commandField.nActionRq:
      return hand(operation, action?.[abstractSyntax], serveAction)
    case commandField.nCreateRq:
      return hand(operation, create?.[abstractSyntax], serveCreate)
    case commandField.nSetRq:
      return hand(operation, set?.[abstractSyntax], serveSet)
    default:
      return hand(operation, undefined, serveFind)
  }
}

async function hand<Handler>(
  operation: Operation,
  handler: Handler | undefined,
  work: (operation: Operation, handler: Handler) => Promise<void>,
): Promise<void> {
  if (handler === undefined) {
    await reply(operation, { Status: unrecognizedOperation, ErrorComment: 'Not offered for this SOP class' })
  } else await work(operation, handler)
}

/** Too many requests wait on one association. */
export function refuseBusy(operation: Operation): Promise<void> {
  const isNormalized = (operation.message.command.CommandField & 0x0f00) !== 0
  return reply(operation, {
    Status: isNormalized ? 0x0213 : 0xa700,
    ErrorComment: 'Too many requests at once',
  })
}
