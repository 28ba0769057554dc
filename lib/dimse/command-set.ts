import { PduError } from './read-pdus'

/** Command fields of requests; a response has the highest bit set too (PS3.7 E.1). */
export const commandField = {
  cStoreRq: 0x0001,
  cGetRq: 0x0010,
  cFindRq: 0x0020,
  cMoveRq: 0x0021,
  cEchoRq: 0x0030,
  nEventReportRq: 0x0100,
  nGetRq: 0x0110,
  nSetRq: 0x0120,
  nActionRq: 0x0130,
  nCreateRq: 0x0140,
  nDeleteRq: 0x0150,
  cCancelRq: 0x0fff,
} as const
export const response = 0x8000
export const noDataSet = 0x0101
export const withDataSet = 0x0001

/** Elements of group 0000 (PS3.7 E.1), in ascending order. */
const elements = {
  AffectedSOPClassUID: [0x0002, 'uid'],
  RequestedSOPClassUID: [0x0003, 'uid'],
  CommandField: [0x0100, 'number'],
  MessageID: [0x0110, 'number'],
  MessageIDBeingRespondedTo: [0x0120, 'number'],
  MoveDestination: [0x0600, 'text'],
  Priority: [0x0700, 'number'],
  CommandDataSetType: [0x0800, 'number'],
  Status: [0x0900, 'number'],
  ErrorComment: [0x0902, 'text'],
  ErrorID: [0x0903, 'number'],
  AffectedSOPInstanceUID: [0x1000, 'uid'],
  RequestedSOPInstanceUID: [0x1001, 'uid'],
  EventTypeID: [0x1002, 'number'],
  ActionTypeID: [0x1008, 'number'],
  NumberOfRemainingSuboperations: [0x1020, 'number'],
  NumberOfCompletedSuboperations: [0x1021, 'number'],
  NumberOfFailedSuboperations: [0x1022, 'number'],
  NumberOfWarningSuboperations: [0x1023, 'number'],
  MoveOriginatorApplicationEntityTitle: [0x1030, 'text'],
  MoveOriginatorMessageID: [0x1031, 'number'],
} as const satisfies Record<string, readonly [element: number, kind: 'uid' | 'number' | 'text']>

type Keyword = keyof typeof elements
type NumberKeyword = { [K in Keyword]: (typeof elements)[K][1] extends 'number' ? K : never }[Keyword]
type TextKeyword = Exclude<Keyword, NumberKeyword>

/** What a message is about; absent elements are 0 and '' when it is read, and left out when it is written. */
export type CommandSet = Partial<Record<NumberKeyword, number>> & Partial<Record<TextKeyword, string>>
export type Command = CommandSet & {
  CommandField: number
  MessageID: number
  CommandDataSetType: number
  AffectedSOPClassUID: string
  AffectedSOPInstanceUID: string
}

const byElement = new Map<number, { keyword: string; kind: 'uid' | 'number' | 'text' }>(
  Object.entries(elements).map(([keyword, [number, kind]]) => [number, { keyword, kind }] as const),
)

/** Command sets are Implicit VR Little Endian, group 0000 only (PS3.7 6.3.1). @throws PduError */
export function parseCommand(bytes: Buffer): Command {
  const found: Record<string, string | number> = {}
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length || bytes.readUInt16LE(at) !== 0) throw new PduError('invalidParameter')
    const end = at + 8 + bytes.readUInt32LE(at + 4)
    if (end > bytes.length) throw new PduError('invalidParameter')
    const known = byElement.get(bytes.readUInt16LE(at + 2))
    if (known?.kind === 'number') {
      if (end - at >= 10) found[known.keyword] = bytes.readUInt16LE(at + 8)
    } else if (known) {
      found[known.keyword] = bytes.toString('latin1', at + 8, end).replace(/[\0 ]+$/, '')
    }
    at = end
  }
  const command = found as CommandSet
  const { CommandField } = command
  if (CommandField === undefined) throw new PduError('invalidParameter')
  return {
    ...command,
    CommandField,
    MessageID: command.MessageID ?? 0,
    CommandDataSetType: command.CommandDataSetType ?? noDataSet,
    // N-SET, N-ACTION, N-GET and N-DELETE say "requested" where the others say "affected" (PS3.7 10.3).
    AffectedSOPClassUID: command.AffectedSOPClassUID ?? command.RequestedSOPClassUID ?? '',
    AffectedSOPInstanceUID: command.AffectedSOPInstanceUID ?? command.RequestedSOPInstanceUID ?? '',
  }
}

/** A command set with its group length; elements that are undefined or '' are left out. */
export function encodeCommandSet(command: CommandSet): Buffer {
  const parts: Buffer[] = []
  for (const [keyword, [number, kind]] of Object.entries(elements)) {
    const value = command[keyword as Keyword]
    if (value === undefined || value === '') continue
    parts.push(typeof value === 'number' ? numberElement(number, value) : textElement(number, kind, value))
  }
  const length = Buffer.alloc(4)
  length.writeUInt32LE(
    parts.reduce((sum, bytes) => sum + bytes.length, 0),
    0,
  )
  return Buffer.concat([element(0x0000, length), ...parts])
}

export interface Response extends CommandSet {
  to: Command
  Status: number
  ErrorComment?: string
}

/** The response to a request (PS3.7 9.3.1.2, 9.3.5.2). */
export function encodeResponse({ to, ErrorComment, ...rest }: Response): Buffer {
  return encodeCommandSet({
    CommandDataSetType: noDataSet,
    AffectedSOPClassUID: to.AffectedSOPClassUID,
    AffectedSOPInstanceUID: to.AffectedSOPInstanceUID,
    ...rest,
    CommandField: to.CommandField | response,
    MessageIDBeingRespondedTo: to.MessageID,
    ...(ErrorComment && { ErrorComment: ErrorComment.slice(0, 64) }),
  })
}

function element(tag: number, value: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16LE(tag, 2)
  head.writeUInt32LE(value.length, 4)
  return Buffer.concat([head, value])
}

function numberElement(tag: number, value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value & 0xffff, 0)
  return element(tag, bytes)
}

function textElement(tag: number, kind: 'uid' | 'text' | 'number', value: string): Buffer {
  const ascii = value.replace(/[^\x20-\x7e]/g, '?')
  const padding = kind === 'uid' ? '\0' : ' '
  return element(tag, Buffer.from(ascii.length % 2 === 0 ? ascii : ascii + padding, 'latin1'))
}
