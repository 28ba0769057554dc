import { randomBytes } from 'node:crypto'

export interface OutgoingPart {
  headers: Record<string, string>
  body: AsyncIterable<Uint8Array> | Uint8Array
}

/** A boundary that does not occur in pixel data by chance. */
export function newBoundary(): string {
  return `wetread-${randomBytes(18).toString('hex')}`
}

/** Writes parts one after the other; holds one chunk in memory. */
export async function* writeMultipart(
  parts: AsyncIterable<OutgoingPart> | Iterable<OutgoingPart>,
  boundary: string,
): AsyncGenerator<Uint8Array> {
  let first = true
  for await (const { headers, body } of parts) {
    yield partHead(headers, { boundary, first })
    if (body instanceof Uint8Array) yield body
    else yield* body
    first = false
  }
  yield closingBoundary(boundary, first)
}

/** What stands before the bytes of a part. */
export function partHead(
  headers: Record<string, string>,
  { boundary, first }: { boundary: string; first: boolean },
): Uint8Array {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${first ? '' : '\r\n'}--${boundary}\r\n${lines.join('')}\r\n`, 'latin1')
}

export function closingBoundary(boundary: string, first: boolean): Uint8Array {
  return Buffer.from(`${first ? '' : '\r\n'}--${boundary}--\r\n`, 'latin1')
}
