import type { FastifyRequest } from 'fastify'
import { AppError } from '@/lib/errors'
import { parseAccept, type MediaRange } from './accept'

/** What the client accepts, by header or by `accept` parameter. */
export function acceptOf(request: FastifyRequest): MediaRange[] {
  const { accept } = request.query as Record<string, unknown>
  if (accept !== undefined && typeof accept !== 'string') throw new AppError('invalid', 'Give accept once.')
  // In a query a plus sign is a blank, and clients forget to escape that of dicom+json.
  return parseAccept(request.headers.accept, accept?.replace(/dicom (json|xml)/g, 'dicom+$1'))
}
