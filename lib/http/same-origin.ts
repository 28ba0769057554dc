import type { FastifyRequest } from 'fastify'
import { AppError } from '@/lib/errors'

/**
 * Refuses a state change that a browser sends from another site with our cookie (CSRF).
 * Browsers always send Origin with POST, PUT, PATCH and DELETE; a request with a session cookie and without Origin is no browser of ours.
 * @throws AppError forbidden
 */
export function refuseCrossSite(request: FastifyRequest): void {
  const origin = request.headers.origin
  const allowed = [`http://${request.headers.host ?? ''}`, `https://${request.headers.host ?? ''}`]
  const publicUrl = process.env.NEXTAUTH_URL
  if (publicUrl) allowed.push(new URL(publicUrl).origin)
  if (!origin || !allowed.includes(origin)) {
    throw new AppError(
      'forbidden',
      'This request did not come from a Wetread page. Reload the page and try again.',
    )
  }
}
