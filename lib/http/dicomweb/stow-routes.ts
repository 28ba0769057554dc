import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorName, type Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { storeInstance } from '@/lib/archive/store-instance'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { readConfig } from '@/lib/config'
import { defineRoute, type Route, type RouteInput } from '../route'
import { dicomwebUrl } from './base-url'
import { requireJson } from './negotiate'
import { acceptOf } from './query-of'
import { incomingObjects, type IncomingObject } from './stow-body'
import { stowAnswer, type PartOutcome } from './stow-answer'
import { studyParams } from './wado-params'

type Input = Pick<RouteInput<{ study?: string }, unknown, unknown>, 'actor' | 'params' | 'request' | 'reply'>

/** More objects than one request can honestly answer for. */
const mostParts = 20_000

/** Store Instances (PS3.18 10.5): every object goes through the archive's one door while the body still arrives. */
async function store({ actor, params, request, reply }: Input): Promise<unknown> {
  requireJson(acceptOf(request))
  const objects = incomingObjects(request)
  refuseTooLarge(request)
  const studies = new Map<string, number>()
  const outcomes: PartOutcome[] = []
  const seen = new Set<string>()
  try {
    for await (const object of objects) {
      if (outcomes.length >= mostParts)
        throw new AppError('too-large', `Send at most ${mostParts} objects at once.`)
      const { outcome, studyId } = await storeOne(object, { actor, study: params.study, seen })
      outcomes.push(outcome)
      if (studyId) studies.set(studyId, (studies.get(studyId) ?? 0) + 1)
    }
  } catch (error) {
    if (isGone(request))
      throw new AppError('invalid', 'The connection ended inside the body.', { cause: error })
    // What is stored must be told, even when the rest of the body cannot be read.
    if (!(error instanceof AppError) || outcomes.length === 0) throw error
    const last = outcomes.at(-1)
    const isTold = last?.kind === 'failed' && last.error.message === error.message
    if (!isTold) outcomes.push({ kind: 'failed', error })
  } finally {
    for (const [studyId, count] of studies) {
      await audit({ actor, action: 'image:store', outcome: 'success', studyId, detail: { objects: count } })
    }
  }
  if (outcomes.length === 0) return reply.code(204).send()
  const { status, json } = stowAnswer(outcomes, { base: dicomwebUrl(request), study: params.study })
  if (status === 503) void reply.header('Retry-After', '5')
  return reply.code(status).type('application/dicom+json').send(JSON.stringify(json))
}

interface StoreContext {
  actor: Actor
  study: string | undefined
  seen: Set<string>
}

async function storeOne(
  object: IncomingObject,
  { actor, study, seen }: StoreContext,
): Promise<{ outcome: PartOutcome; studyId?: string }> {
  if ('refused' in object) return { outcome: { kind: 'failed', error: object.refused } }
  try {
    const staged = await (await storage()).stage(object.bytes)
    const stored = await storeInstance({
      staged,
      origin: `STOW-RS:${actorName(actor)}`,
      address: actor.address,
      expectedStudyInstanceUID: study,
    })
    const repeated = seen.has(stored.SOPInstanceUID)
    seen.add(stored.SOPInstanceUID)
    return { outcome: { kind: 'stored', ...stored, repeated }, studyId: stored.studyId }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { outcome: { kind: 'failed', error } }
  }
}

function isGone(request: FastifyRequest): boolean {
  return request.raw.errored !== null || request.raw.socket.destroyed
}

function refuseTooLarge(request: FastifyRequest): void {
  const isSingle = /^application\/dicom\b/i.test(request.headers['content-type'] ?? '')
  if (!isSingle) return
  if (Number(request.headers['content-length'] ?? 0) > readConfig().maxInstanceBytes) {
    throw new AppError('too-large', 'The object is larger than this archive accepts.')
  }
}

const common = { method: 'POST', action: 'image:store', rawBody: true, audit: 'none', handle: store } as const

export const stowRoutes: Route[] = [
  defineRoute({ ...common, url: '/dicom-web/studies', params: z.object({}) }),
  defineRoute({ ...common, url: '/dicom-web/studies/:study', params: studyParams }),
]
