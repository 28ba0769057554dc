import { itemType, textItem, writeItem } from '../associate-items'
import { applicationContextItem, userInformationItem } from '../encode-associate-ac'
import { encodePdu, pduType } from '../pdu'
import type { Role } from '../parse-associate'
import type { DialOptions } from './dial'

type Input = Pick<DialOptions, 'calledAETitle' | 'callingAETitle' | 'contexts'> & { maxPduLength: number }

/** A-ASSOCIATE-RQ (PS3.8 9.3.2); the n-th context has the id 2n + 1. */
export function encodeAssociateRq({ calledAETitle, callingAETitle, contexts, maxPduLength }: Input): Buffer {
  const head = Buffer.alloc(68)
  head.writeUInt16BE(1, 0)
  head.write(calledAETitle.padEnd(16), 4, 'latin1')
  head.write(callingAETitle.padEnd(16), 20, 'latin1')
  const proposed = contexts.map(({ abstractSyntax, transferSyntaxes }, i) =>
    writeItem(
      itemType.proposedContext,
      Buffer.concat([
        Buffer.from([2 * i + 1, 0, 0, 0]),
        textItem(itemType.abstractSyntax, abstractSyntax),
        ...transferSyntaxes.map((uid) => textItem(itemType.transferSyntax, uid)),
      ]),
    ),
  )
  const roles = new Map<string, Role>()
  const negotiated = new Map<string, Buffer>()
  for (const { abstractSyntax, role, extended } of contexts) {
    if (role) roles.set(abstractSyntax, role)
    if (extended) negotiated.set(abstractSyntax, extended)
  }
  const user = userInformationItem({ maxPduLength, roles, extended: negotiated })
  return encodePdu(pduType.associateRq, Buffer.concat([head, applicationContextItem(), ...proposed, user]))
}
