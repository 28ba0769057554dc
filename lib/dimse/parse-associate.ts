import { PduError } from './read-pdus'

export interface ProposedContext {
  id: number
  abstractSyntax: string
  transferSyntaxes: string[]
}

export interface AssociateRq {
  protocolVersion: number
  calledAETitle: string
  callingAETitle: string
  applicationContext: string
  contexts: ProposedContext[]
  /** 0: no limit */
  maxPduLength: number
}

interface Item {
  type: number
  body: Buffer
}

/**
 * A-ASSOCIATE-RQ (PS3.8 9.3.2) with what we use of the user information.
 * @throws PduError when lengths do not add up or a context id is even or used twice
 */
export function parseAssociateRq(body: Buffer): AssociateRq {
  if (body.length < 68) throw new PduError('invalidParameter')
  const parsed: AssociateRq = {
    protocolVersion: body.readUInt16BE(0),
    calledAETitle: aeTitle(body.subarray(4, 20)),
    callingAETitle: aeTitle(body.subarray(20, 36)),
    applicationContext: '',
    contexts: [],
    maxPduLength: 0,
  }
  for (const item of items(body.subarray(68))) {
    if (item.type === 0x10) parsed.applicationContext = uid(item.body)
    if (item.type === 0x20) parsed.contexts.push(proposedContext(item.body))
    if (item.type === 0x50) parsed.maxPduLength = maxPduLength(item.body)
  }
  const ids = parsed.contexts.map(({ id }) => id)
  if (ids.some((id) => id % 2 === 0) || new Set(ids).size !== ids.length)
    throw new PduError('invalidParameter')
  return parsed
}

function proposedContext(body: Buffer): ProposedContext {
  if (body.length < 4) throw new PduError('invalidParameter')
  const context: ProposedContext = { id: body[0] ?? 0, abstractSyntax: '', transferSyntaxes: [] }
  for (const item of items(body.subarray(4))) {
    if (item.type === 0x30) context.abstractSyntax = uid(item.body)
    if (item.type === 0x40) context.transferSyntaxes.push(uid(item.body))
  }
  return context
}

function maxPduLength(body: Buffer): number {
  const item = items(body).find(({ type, body: value }) => type === 0x51 && value.length === 4)
  return item ? item.body.readUInt32BE(0) : 0
}

function items(body: Buffer): Item[] {
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

function uid(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\0 ]+$/, '')
}

/** AE titles: sixteen characters, blanks at both ends do not count (PS3.5 6.2). */
function aeTitle(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\0', ' ').trim()
}
