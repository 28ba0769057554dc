import { AppError } from '@/lib/errors'
import type { Actor } from './actor'

export type Reader = Extract<Actor, { kind: 'user' }>

/**
 * Claims, drafts and signatures belong to a person.
 * @throws AppError forbidden for machines
 */
export function readerOf(actor: Actor): Reader {
  if (actor.kind !== 'user')
    throw new AppError('forbidden', 'Only a person can do this. Sign in as a reader.')
  return actor
}
