import { ImplementationClassUID, ImplementationVersionName } from '@/lib/dicom/part10-header'
import { itemType, textItem, writeClassItem, writeItem } from './associate-items'
import type { NegotiatedContext } from './negotiate'
import type { Role } from './parse-associate'
import { encodePdu, pduType } from './pdu'

export interface AssociateAcInput {
  /** The body it answers, whose AE titles are sent back as they came. */
  request: Buffer
  contexts: readonly NegotiatedContext[]
  maxPduLength: number
  roles: ReadonlyMap<string, Role>
  extended: ReadonlyMap<string, Buffer>
}

/** A-ASSOCIATE-AC (PS3.8 9.3.3). */
export function encodeAssociateAc(input: AssociateAcInput): Buffer {
  const { request, contexts } = input
  const head = Buffer.alloc(68)
  head.writeUInt16BE(1, 0)
  request.copy(head, 4, 4, 68)
  const answered = contexts.map(({ id, result, transferSyntax }) =>
    writeItem(
      itemType.answeredContext,
      Buffer.concat([Buffer.from([id, 0, result, 0]), textItem(itemType.transferSyntax, transferSyntax)]),
    ),
  )
  const body = [head, applicationContextItem(), ...answered, userInformationItem(input)]
  return encodePdu(pduType.associateAc, Buffer.concat(body))
}

export function applicationContextItem(): Buffer {
  return textItem(itemType.applicationContext, '1.2.840.10008.3.1.1.1')
}

export function userInformationItem({
  maxPduLength,
  roles,
  extended,
}: Pick<AssociateAcInput, 'maxPduLength' | 'roles' | 'extended'>): Buffer {
  const longest = Buffer.alloc(4)
  longest.writeUInt32BE(maxPduLength, 0)
  return writeItem(
    itemType.userInformation,
    Buffer.concat([
      writeItem(itemType.maximumLength, longest),
      textItem(itemType.implementationClassUID, ImplementationClassUID),
      ...[...roles].map(([SOPClassUID, { scu, scp }]) =>
        writeClassItem(itemType.roleSelection, SOPClassUID, Buffer.from([Number(scu), Number(scp)])),
      ),
      textItem(itemType.implementationVersionName, ImplementationVersionName),
      ...[...extended].map(([SOPClassUID, bytes]) =>
        writeClassItem(itemType.extendedNegotiation, SOPClassUID, bytes),
      ),
    ]),
  )
}
