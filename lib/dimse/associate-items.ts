import { PduError } from './read-pdus'

/** One item or sub-item of A-ASSOCIATE PDUs (PS3.8 9.3.2, PS3.7 D.3.3). */
export interface Item {
  type: number
  body: Buffer
}

export const itemType = {
  applicationContext: 0x10,
  proposedContext: 0x20,
  answeredContext: 0x21,
  abstractSyntax: 0x30,
  transferSyntax: 0x40,
  userInformation: 0x50,
  maximumLength: 0x51,
  implementationClassUID: 0x52,
  roleSelection: 0x54,
  implementationVersionName: 0x55,
  extendedNegotiation: 0x56,
} as const

/** @throws PduError when lengths do not add up */
export function readItems(body: Buffer): Item[] {
  const found: Item[] = []
  for (let at = 0; at < body.length;) {
    if (at + 4 > body.length) throw new PduError('invalidParameter')
    const end = at + 4 + body.readUInt16BE(at + 2)
    if (end > body.length || found.length > 512) throw new PduError('invalidParameter')
    found.push({ type: body[at] ?? 0, body: body.subarray(at + 4, end) })
    at = end
  }
  return found
}

export function writeItem(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head[0] = type
  head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, body])
}

export function textItem(type: number, text: string): Buffer {
  return writeItem(type, Buffer.from(text, 'latin1'))
}

/** A sub-item that begins with a SOP class UID and its length: role selection, extended negotiation. */
export function writeClassItem(type: number, SOPClassUID: string, rest: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(SOPClassUID.length, 0)
  return writeItem(type, Buffer.concat([length, Buffer.from(SOPClassUID, 'latin1'), rest]))
}

/** @throws PduError when the UID is longer than the item */
export function readClassItem(body: Buffer): { SOPClassUID: string; rest: Buffer } {
  if (body.length < 2) throw new PduError('invalidParameter')
  const end = 2 + body.readUInt16BE(0)
  if (end > body.length) throw new PduError('invalidParameter')
  return { SOPClassUID: uidText(body.subarray(2, end)), rest: body.subarray(end) }
}

export function uidText(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\0 ]+$/, '')
}
