import { decodeIdentifier } from '@/lib/dicom/decode-data-set'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { encodeDataSet, type WrittenCharacterSet } from '@/lib/dicom/encode-data-set'
import { AppError } from '@/lib/errors'
import { encodeResponse, noDataSet, withDataSet, type CommandSet } from '../command-set'
import type { Extended } from '../extended-negotiation'
import type { Services } from '../handlers'
import type { MessageSender } from '../message-sender'
import type { ReceivedMessage } from '../message-receiver'
import type { NegotiatedContext } from '../negotiate'
import type { Requester } from '../requester'

/** One request of a peer while it is being done, with what doing it needs. */
export interface Operation {
  message: ReceivedMessage
  signal: AbortSignal
  services: Services
  extended: Extended
  contexts: readonly NegotiatedContext[]
  sender: MessageSender
  requester: Requester
  callingAETitle: string
}

export interface Reply extends CommandSet {
  Status: number
  dataSet?: DicomJson | null
  characterSet?: WrittenCharacterSet
}

/** Sends a response, with a data set or without. */
export function reply(
  { message, sender }: Operation,
  { dataSet, characterSet, ...rest }: Reply,
): Promise<void> {
  const { command, context } = message
  const CommandDataSetType = dataSet ? withDataSet : noDataSet
  return sender.send({
    contextId: context.id,
    command: encodeResponse({ to: command, ...rest, CommandDataSetType }),
    data: dataSet ? [encodeDataSet(dataSet, context.transferSyntax, characterSet)] : undefined,
  })
}

/** The data set of the request. @throws AppError invalid when there is none, unprocessable when it is no data set */
export function identifierOf({ message }: Operation): { json: DicomJson; SpecificCharacterSet: string } {
  const { data, context } = message
  if (!data) throw new AppError('invalid', 'The request has no data set.')
  return decodeIdentifier(data, context.transferSyntax)
}
