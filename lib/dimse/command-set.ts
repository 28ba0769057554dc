import { PduError } from './read-pdus'

/** Command fields (PS3.7 E.1). */
export const commandField = { cStoreRq: 0x0001, cEchoRq: 0x0030, cCancelRq: 0x0fff } as const
export const noDataSet = 0x0101

/** What a request says that we use. */
export interface Command {
  CommandField: number
  MessageID: number
  CommandDataSetType: number
  AffectedSOPClassUID: string
  AffectedSOPInstanceUID: string
}

/** Command sets are Implicit VR Little Endian, group 0000 only (PS3.7 6.3.1). @throws PduError */
export function parseCommand(bytes: Buffer): Command {
  const elements = new Map<number, Buffer>()
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length || bytes.readUInt16LE(at) !== 0) throw new PduError('invalidParameter')
    const end = at + 8 + bytes.readUInt32LE(at + 4)
    if (end > bytes.length) throw new PduError('invalidParameter')
    elements.set(bytes.readUInt16LE(at + 2), bytes.subarray(at + 8, end))
    at = end
  }
  const number = (element: number): number | null => {
    const value = elements.get(element)
    return value && value.length >= 2 ? value.readUInt16LE(0) : null
  }
  const text = (element: number) => (elements.get(element)?.toString('latin1') ?? '').replace(/[\0 ]+$/, '')
  const CommandField = number(0x0100)
  if (CommandField === null) throw new PduError('invalidParameter')
  return {
    CommandField,
    MessageID: number(0x0110) ?? 0,
    CommandDataSetType: number(0x0800) ?? noDataSet,
    AffectedSOPClassUID: text(0x0002),
    AffectedSOPInstanceUID: text(0x1000),
  }
}

export interface Response {
  to: Command
  Status: number
  ErrorComment?: string | undefined
}

/** The response to a request (PS3.7 9.3.1.2, 9.3.5.2). */
export function encodeResponse({ to, Status, ErrorComment }: Response): Buffer {
  const elements = [
    ...(to.AffectedSOPClassUID ? [uid(0x0002, to.AffectedSOPClassUID)] : []),
    number(0x0100, to.CommandField | 0x8000),
    number(0x0120, to.MessageID),
    number(0x0800, noDataSet),
    number(0x0900, Status),
    ...(ErrorComment ? [text(0x0902, ErrorComment.slice(0, 64), ' ')] : []),
    ...(to.AffectedSOPInstanceUID ? [uid(0x1000, to.AffectedSOPInstanceUID)] : []),
  ]
  const length = Buffer.alloc(4)
  length.writeUInt32LE(
    elements.reduce((sum, bytes) => sum + bytes.length, 0),
    0,
  )
  return Buffer.concat([element(0x0000, length), ...elements])
}

function element(tag: number, value: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16LE(tag, 2)
  head.writeUInt32LE(value.length, 4)
  return Buffer.concat([head, value])
}

function number(tag: number, value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value, 0)
  return element(tag, bytes)
}

function uid(tag: number, value: string): Buffer {
  return text(tag, value, '\0')
}

function text(tag: number, value: string, padding: string): Buffer {
  const ascii = value.replace(/[^\x20-\x7e]/g, '?')
  return element(tag, Buffer.from(ascii.length % 2 === 0 ? ascii : ascii + padding, 'latin1'))
}
