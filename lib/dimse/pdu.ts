/** PDU types (PS3.8 9.3.1). */
export const pduType = {
  associateRq: 1,
  associateAc: 2,
  associateRj: 3,
  data: 4,
  releaseRq: 5,
  releaseRp: 6,
  abort: 7,
} as const

export interface Pdu {
  type: number
  body: Buffer
}

export function encodePdu(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(6)
  head[0] = type
  head.writeUInt32BE(body.length, 2)
  return Buffer.concat([head, body])
}

/** A-ASSOCIATE-RJ (PS3.8 9.3.4). */
export interface Rejection {
  /** 1 permanent, 2 transient */
  result: 1 | 2
  /** 1 user, 2 provider (ACSE), 3 provider (presentation) */
  source: 1 | 2 | 3
  reason: number
}

export const rejections = {
  'called-ae-title': { result: 1, source: 1, reason: 7 },
  'calling-ae-title': { result: 1, source: 1, reason: 3 },
  'application-context': { result: 1, source: 1, reason: 2 },
  'protocol-version': { result: 1, source: 2, reason: 2 },
  'temporary-congestion': { result: 2, source: 3, reason: 1 },
  'local-limit': { result: 2, source: 3, reason: 2 },
} as const satisfies Record<string, Rejection>

export function encodeReject({ result, source, reason }: Rejection): Buffer {
  return encodePdu(pduType.associateRj, Buffer.from([0, result, source, reason]))
}

/** Why the provider aborts (PS3.8 table 9-26). */
export const abortReason = {
  notSpecified: 0,
  unrecognizedPdu: 1,
  unexpectedPdu: 2,
  unrecognizedParameter: 4,
  unexpectedParameter: 5,
  invalidParameter: 6,
} as const
export type AbortReason = keyof typeof abortReason

/** A-ABORT by the provider, or, without a reason, by the user (PS3.8 9.3.8). */
export function encodeAbort(reason: AbortReason | null): Buffer {
  return encodePdu(
    pduType.abort,
    Buffer.from(reason === null ? [0, 0, 0, 0] : [0, 0, 2, abortReason[reason]]),
  )
}

export function encodeReleaseRq(): Buffer {
  return encodePdu(pduType.releaseRq, Buffer.alloc(4))
}

export function encodeReleaseRp(): Buffer {
  return encodePdu(pduType.releaseRp, Buffer.alloc(4))
}

export interface Pdv {
  contextId: number
  isCommand: boolean
  isLast: boolean
  bytes: Buffer
}

/** The presentation data values of a P-DATA-TF PDU; null when their lengths do not add up. */
export function parsePdvs(body: Buffer): Pdv[] | null {
  const pdvs: Pdv[] = []
  let at = 0
  while (at < body.length) {
    if (at + 6 > body.length) return null
    const length = body.readUInt32BE(at)
    if (length < 2 || at + 4 + length > body.length) return null
    const control = body[at + 5] ?? 0
    pdvs.push({
      contextId: body[at + 4] ?? 0,
      isCommand: (control & 1) === 1,
      isLast: (control & 2) === 2,
      bytes: body.subarray(at + 6, at + 4 + length),
    })
    at += 4 + length
  }
  return pdvs.length > 0 ? pdvs : null
}
