import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ZodType } from 'zod'
import type { Action } from '@/lib/access/actions'
import type { Actor } from '@/lib/access/actor'
import type { StudyRef } from '@/lib/access/may'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

export interface RouteInput<P, Q, B> {
  actor: Actor
  params: P
  query: Q
  /** Parsed JSON; with `rawBody` the untouched request stream is `request.raw`. */
  body: B
  /** What `study` found; null where the route is not about one study. */
  study: StudyRef | null
  request: FastifyRequest
  reply: FastifyReply
}

/**
 * One endpoint. The wrapper in `register-routes.ts` always runs who → may → parse → run → audit → answer.
 * A handler either returns what is to be answered (JSON), or has sent or hijacked `reply` and returns it.
 */
export interface RouteDefinition<P = unknown, Q = unknown, B = unknown> {
  method: Method
  url: string
  /** 'public' needs no sign-in; everything else is decided by lib/access/may. */
  action: Action | 'public'
  params?: ZodType<P>
  query?: ZodType<Q>
  body?: ZodType<B>
  /** The body is a stream of any media type (STOW-RS, upload). */
  rawBody?: true
  /** Finds the study the request is about. null, or one the actor may not see, is answered 404. */
  study?: (input: { actor: Actor; params: P; query: Q }) => Promise<StudyRef | null>
  /**
   * 'each': every call is an audit event (the default for state changes and for routes about one study with
   * POST, PUT, PATCH, DELETE). 'coalesced': one event per actor, study and action in five minutes (the default
   * for GET about one study: PS3.15 A.5.3.4 audits instances accessed per study). 'none': the operation audits itself,
   * or no patient data is touched.
   */
  audit?: 'each' | 'coalesced' | 'none'
  /** Pages ask by themselves, without a person (EventSource cannot send our header): no sign of life. */
  background?: true
  handle: (input: RouteInput<P, Q, B>) => Promise<unknown>
}

export interface Route {
  definition: RouteDefinition<unknown, unknown, unknown>
}

/** Declares an endpoint; the types of `params`, `query` and `body` follow from their schemas. */
export function defineRoute<P = unknown, Q = unknown, B = unknown>(
  definition: RouteDefinition<P, Q, B>,
): Route {
  return { definition: definition as unknown as RouteDefinition }
}
