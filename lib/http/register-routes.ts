import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { audit } from '@/lib/access/audit'
import { auditAccess } from '@/lib/access/audit-access'
import type { Actor } from '@/lib/access/actor'
import { clientAddress } from '@/lib/access/client-address'
import { identify } from '@/lib/access/identify'
import { may, type StudyRef } from '@/lib/access/may'
import { AppError } from '@/lib/errors'
import type { Method, Route, RouteDefinition } from './route'
import { refuseCrossSite } from './same-origin'

const methods: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Adds the declared routes to the server, and a 405 with Allow for every other method of the same path. */
export function registerRoutes(app: FastifyInstance, routes: readonly Route[]): void {
  for (const { definition } of routes) {
    app.route({
      method: definition.method,
      url: definition.url,
      config: { rawBody: definition.rawBody === true },
      handler: (request, reply) => run(definition, request, reply),
    })
  }
  const urls = new Set(routes.map((route) => route.definition.url))
  for (const url of urls) {
    const allowed = routes.filter((r) => r.definition.url === url).map((r) => r.definition.method)
    if (!allowed.includes('OPTIONS')) {
      // What may be asked of an address, not what is there: the same for everybody (PS3.18 8.9, RFC 9110 9.3.7).
      const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
      app.route({
        method: 'OPTIONS',
        url,
        handler: (_request, reply) =>
          reply.header('Allow', allow).header('Content-Length', '0').code(200).send(),
      })
    }
    const missing = methods.filter((method) => !allowed.includes(method))
    app.route({
      method: missing,
      url,
      config: { rawBody: true },
      handler: (_request, reply) =>
        reply
          .header('Allow', allowed.join(', '))
          .code(405)
          .send({ error: { code: 'invalid', message: `This address answers ${allowed.join(', ')} only.` } }),
    })
  }
}

async function run(
  definition: RouteDefinition,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const actor = await identify(request.raw, definition.background ? { background: true } : {})
  if (definition.action === 'public') {
    return definition.handle({
      actor: actor ?? { kind: 'system', name: 'anonymous', address: clientAddress(request.raw) },
      params: parse(definition.params, request.params, 'address'),
      query: parse(definition.query, request.query, 'query'),
      body: parse(definition.body, request.body, 'body'),
      study: null,
      request,
      reply,
    })
  }
  if (!actor) throw new AppError('unauthenticated', 'Sign in, or send a token in the Authorization header.')
  if (definition.method !== 'GET' && actor.kind === 'user') refuseCrossSite(request)
  await refuseUnless(actor, definition)

  const params = parse(definition.params, request.params, 'address')
  const query = parse(definition.query, request.query, 'query')
  const study = definition.study ? await visibleStudy(definition, { actor, params, query }) : null
  if (definition.body) requireJson(request)
  const body = parse(definition.body, request.body, 'body')

  const answer = await definition.handle({ actor, params, query, body, study, request, reply })
  await auditAnswer(definition, actor, study)
  return answer
}

async function refuseUnless(actor: Actor, { action }: RouteDefinition): Promise<void> {
  if (action === 'public') return
  const decision = may(actor, action)
  if (decision.allowed) return
  await audit({ actor, action, outcome: 'denied' })
  throw new AppError('forbidden', decision.reason)
}

async function visibleStudy(
  { study: find, action }: RouteDefinition,
  input: { actor: Actor; params: unknown; query: unknown },
): Promise<StudyRef> {
  const study = (await find?.(input)) ?? null
  if (!study || action === 'public') throw new AppError('not-found', 'There is no such study here.')
  const decision = may(input.actor, action, study)
  if (!decision.allowed) {
    await audit({
      actor: input.actor,
      action,
      outcome: 'denied',
      studyId: study.id,
      patientId: study.patientId,
    })
    // Not 403: the answer must not admit that the study exists (conformance S3).
    throw new AppError('not-found', 'There is no such study here.')
  }
  return study
}

async function auditAnswer(definition: RouteDefinition, actor: Actor, study: StudyRef | null): Promise<void> {
  if (definition.action === 'public') return
  const mode = definition.audit ?? (definition.method !== 'GET' ? 'each' : study ? 'coalesced' : 'none')
  if (mode === 'none') return
  const event = { actor, action: definition.action, studyId: study?.id, patientId: study?.patientId }
  if (mode === 'coalesced') await auditAccess(event)
  else await audit({ ...event, outcome: 'success' })
}

function requireJson(request: FastifyRequest): void {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\b/i.test(type)) {
    throw new AppError('unsupported-media', 'Send the body as application/json.')
  }
}

function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return value
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new AppError(
    'invalid',
    `The ${where} is not usable: ${field ? `${field}: ` : ''}${issue?.message ?? ''}`,
    {
      detail: { field },
    },
  )
}
