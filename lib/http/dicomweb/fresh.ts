import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Sets what caches need: private, asked again each time, by an ETag that changes with every store or delete in the
 * study. @returns true when the client has the current answer already: then 304 is set and nothing is to be sent.
 */
export function isFresh(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { studyId, studyRevision }: { studyId: string; studyRevision: number },
): boolean {
  const etag = `"${studyId}.${studyRevision}"`
  void reply
    .header('ETag', etag)
    .header('Cache-Control', 'private, no-cache')
    .header('Vary', 'Accept, Cookie, Authorization')
  const given = request.headers['if-none-match']
  if (given === undefined) return false
  const matches =
    given.trim() === '*' || given.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  if (matches) void reply.code(304)
  return matches
}
