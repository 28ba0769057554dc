import { ImplementationClassUID, ImplementationVersionName } from '@/lib/dicom/part10-header'
import type { NegotiatedContext } from './negotiate'
import { encodePdu, pduType } from './pdu'

/** A-ASSOCIATE-AC (PS3.8 9.3.3); `request` is the body it answers, whose AE titles are sent back as they came. */
export function encodeAssociateAc(
  request: Buffer,
  contexts: readonly NegotiatedContext[],
  maxPduLength: number,
): Buffer {
  const head = Buffer.alloc(68)
  head.writeUInt16BE(1, 0)
  request.copy(head, 4, 4, 68)
  const longest = Buffer.alloc(4)
  longest.writeUInt32BE(maxPduLength, 0)
  const userInformation = Buffer.concat([
    item(0x51, longest),
    item(0x52, Buffer.from(ImplementationClassUID, 'latin1')),
    item(0x55, Buffer.from(ImplementationVersionName, 'latin1')),
  ])
  const answered = contexts.map(({ id, result, transferSyntax }) =>
    item(
      0x21,
      Buffer.concat([Buffer.from([id, 0, result, 0]), item(0x40, Buffer.from(transferSyntax, 'latin1'))]),
    ),
  )
  const applicationContext = item(0x10, Buffer.from('1.2.840.10008.3.1.1.1', 'latin1'))
  return encodePdu(
    pduType.associateAc,
    Buffer.concat([head, applicationContext, ...answered, item(0x50, userInformation)]),
  )
}

function item(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head[0] = type
  head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, body])
}
