import { itemType, readClassItem, readItems, uidText } from './associate-items'
import { PduError } from './read-pdus'

export interface ProposedContext {
  id: number
  abstractSyntax: string
  transferSyntaxes: string[]
}

/** What the requestor is to be for a SOP class (PS3.7 D.3.3.4). */
export interface Role {
  scu: boolean
  scp: boolean
}

export interface UserInformation {
  /** 0: no limit */
  maxPduLength: number
  roles: Map<string, Role>
  /** Service class application information by SOP class (PS3.7 D.3.3.5). */
  extended: Map<string, Buffer>
}

export interface AssociateRq extends UserInformation {
  protocolVersion: number
  calledAETitle: string
  callingAETitle: string
  applicationContext: string
  contexts: ProposedContext[]
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
    ...noUserInformation(),
  }
  for (const item of readItems(body.subarray(68))) {
    if (item.type === itemType.applicationContext) parsed.applicationContext = uidText(item.body)
    if (item.type === itemType.proposedContext) parsed.contexts.push(proposedContext(item.body))
    if (item.type === itemType.userInformation) Object.assign(parsed, parseUserInformation(item.body))
  }
  const ids = parsed.contexts.map(({ id }) => id)
  if (ids.some((id) => id % 2 === 0) || new Set(ids).size !== ids.length)
    throw new PduError('invalidParameter')
  return parsed
}

export interface AssociateAc extends UserInformation {
  contexts: { id: number; result: number; transferSyntax: string }[]
}

/** A-ASSOCIATE-AC (PS3.8 9.3.3). @throws PduError */
export function parseAssociateAc(body: Buffer): AssociateAc {
  if (body.length < 68) throw new PduError('invalidParameter')
  const parsed: AssociateAc = { contexts: [], ...noUserInformation() }
  for (const item of readItems(body.subarray(68))) {
    if (item.type === itemType.userInformation) Object.assign(parsed, parseUserInformation(item.body))
    if (item.type !== itemType.answeredContext) continue
    if (item.body.length < 4) throw new PduError('invalidParameter')
    const syntax = readItems(item.body.subarray(4)).find(({ type }) => type === itemType.transferSyntax)
    parsed.contexts.push({
      id: item.body[0] ?? 0,
      result: item.body[2] ?? 1,
      transferSyntax: syntax ? uidText(syntax.body) : '',
    })
  }
  return parsed
}

function noUserInformation(): UserInformation {
  return { maxPduLength: 0, roles: new Map(), extended: new Map() }
}

function parseUserInformation(body: Buffer): UserInformation {
  const information = noUserInformation()
  for (const { type, body: value } of readItems(body)) {
    if (type === itemType.maximumLength && value.length === 4)
      information.maxPduLength = value.readUInt32BE(0)
    if (type === itemType.roleSelection) {
      const { SOPClassUID, rest } = readClassItem(value)
      information.roles.set(SOPClassUID, { scu: rest[0] === 1, scp: rest[1] === 1 })
    }
    if (type === itemType.extendedNegotiation) {
      const { SOPClassUID, rest } = readClassItem(value)
      information.extended.set(SOPClassUID, rest)
    }
  }
  return information
}

function proposedContext(body: Buffer): ProposedContext {
  if (body.length < 4) throw new PduError('invalidParameter')
  const context: ProposedContext = { id: body[0] ?? 0, abstractSyntax: '', transferSyntaxes: [] }
  for (const item of readItems(body.subarray(4))) {
    if (item.type === itemType.abstractSyntax) context.abstractSyntax = uidText(item.body)
    if (item.type === itemType.transferSyntax) context.transferSyntaxes.push(uidText(item.body))
  }
  return context
}

/** AE titles: sixteen characters, blanks at both ends do not count (PS3.5 6.2). */
function aeTitle(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\0', ' ').trim()
}
