import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { newBoundary, partHead, closingBoundary, writeMultipart, type OutgoingPart } from './write-multipart'
import { noBody } from './no-body'

export interface PartsInput {
  /** Media type of the parts. */
  type: string
  /** One part whose bytes are at hand, or many as they come. */
  parts:
    | { headers: Record<string, string>; body: Uint8Array }
    | AsyncIterable<OutgoingPart>
    | Iterable<OutgoingPart>
}

/**
 * A multipart/related answer; for HEAD the headers alone. Many parts go out as a stream, and an error in the middle breaks
 * the connection, so that a short answer is never taken for a whole one. One frame, which a viewer asks for thousands of
 * times, goes out in one piece with its length: half the work of a stream.
 */
export function sendParts(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { type, parts }: PartsInput,
): Readable | Buffer {
  const boundary = newBoundary()
  void reply.type(`multipart/related; type="${type}"; boundary=${boundary}`)
  if ('body' in parts) {
    const whole = [
      partHead(parts.headers, { boundary, first: true }),
      parts.body,
      closingBoundary(boundary, false),
    ]
    const bytes = Buffer.concat(whole)
    if (request.method !== 'HEAD') return bytes
    void reply.header('Content-Length', String(bytes.length))
    return noBody()
  }
  if (request.method === 'HEAD') return noBody()
  return Readable.from(writeMultipart(parts, boundary), { objectMode: false })
}
