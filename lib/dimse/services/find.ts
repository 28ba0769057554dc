import { cancelled, statusOf, success } from '../status'
import type { FindHandler } from '../handlers'
import { identifierOf, reply, type Operation } from './operation'

/** C-FIND as SCP (PS3.4 C.4.1): an answer for each match as it comes, then the end of it. */
export async function serveFind(operation: Operation, handler: FindHandler): Promise<void> {
  const { message, signal, extended } = operation
  try {
    const { json, SpecificCharacterSet } = identifierOf(operation)
    const request = {
      SOPClassUID: message.context.abstractSyntax,
      identifier: json,
      SpecificCharacterSet,
      signal,
      ...extended,
    }
    const characterSet = SpecificCharacterSet === 'ISO_IR 100' ? 'ISO_IR 100' : 'ISO_IR 192'
    for await (const { identifier, unsupportedKeys } of handler(request)) {
      if (signal.aborted) break
      await reply(operation, { Status: unsupportedKeys ? 0xff01 : 0xff00, dataSet: identifier, characterSet })
    }
    await reply(operation, { Status: signal.aborted ? cancelled : success })
  } catch (error) {
    await reply(operation, signal.aborted ? { Status: cancelled } : statusOf(error, 'query'))
  }
}
