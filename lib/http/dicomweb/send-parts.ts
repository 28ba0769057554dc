import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { noBody } from './no-body'
import { newBoundary, writeMultipart, type OutgoingPart } from './write-multipart'

/**
 * A multipart/related answer as a stream; for HEAD the headers alone. An error in the middle breaks the connection, so that
 * a short answer is never taken for a whole one.
 */
export function sendParts(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { type, parts }: { type: string; parts: AsyncIterable<OutgoingPart> | Iterable<OutgoingPart> },
): Readable {
  const boundary = newBoundary()
  void reply.type(`multipart/related; type="${type}"; boundary=${boundary}`)
  if (request.method === 'HEAD') return noBody()
  return Readable.from(writeMultipart(parts, boundary), { objectMode: false })
}
