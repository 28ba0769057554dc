import { commandField } from './command-set'
import type { OutgoingObject } from './outgoing-object'
import type { PreparedObject } from './prepare-object'
import type { Requester } from './requester'

export interface MoveOriginator {
  aeTitle: string
  messageId: number
}

/** C-STORE as SCU (PS3.7 9.1.1). @returns the status of the answer @throws AppError unavailable */
export async function storeObject(
  requester: Pick<Requester, 'request'>,
  { SOPClassUID, SOPInstanceUID }: OutgoingObject,
  {
    contextId,
    data,
    originator,
    Priority = 0,
  }: PreparedObject & { originator?: MoveOriginator; Priority?: number },
): Promise<number> {
  const { command } = await requester.request({
    contextId,
    command: {
      CommandField: commandField.cStoreRq,
      AffectedSOPClassUID: SOPClassUID,
      AffectedSOPInstanceUID: SOPInstanceUID,
      Priority,
      ...(originator && {
        MoveOriginatorApplicationEntityTitle: originator.aeTitle,
        MoveOriginatorMessageID: originator.messageId,
      }),
    },
    data,
  })
  return command.Status ?? 0x0110
}
