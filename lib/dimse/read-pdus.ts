import type { Socket } from 'node:net'
import type { DimseLimits } from './limits'
import { pduType, type AbortReason, type Pdu } from './pdu'

/** What came is no DICOM, or more than we take. */
export class PduError extends Error {
  constructor(readonly reason: AbortReason) {
    super(`PDU not acceptable: ${reason}`)
  }
}

/**
 * PDUs as they arrive (PS3.8 9.3.1). The socket is read only as fast as they are taken, which is the back-pressure on
 * the peer. Type and length are judged from the first six bytes, before anything is waited for or kept.
 * @throws PduError
 */
export async function* readPdus(socket: Socket, limits: DimseLimits): AsyncGenerator<Pdu> {
  let chunks: Buffer[] = []
  let buffered = 0
  let needed = 6
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    buffered += chunk.length
    while (buffered >= needed) {
      const [only] = chunks
      let bytes = only && chunks.length === 1 ? only : Buffer.concat(chunks, buffered)
      const length = checkedLength(bytes, limits)
      needed = 6 + length
      if (buffered >= needed) {
        yield { type: bytes[0] ?? 0, body: bytes.subarray(6, needed) }
        bytes = bytes.subarray(needed)
        buffered = bytes.length
        needed = 6
      }
      chunks = buffered > 0 ? [bytes] : []
      if (buffered < needed) break
    }
  }
}

function checkedLength(head: Buffer, limits: DimseLimits): number {
  const type = head[0] ?? 0
  const length = head.readUInt32BE(2)
  if (type < pduType.associateRq || type > pduType.abort) throw new PduError('unrecognizedPdu')
  const cap = type === pduType.data ? limits.pduCap : type <= pduType.associateAc ? limits.associateCap : 64
  if (length > cap) throw new PduError('invalidParameter')
  return length
}
