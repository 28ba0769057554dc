import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorName, type Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { storeInstance, type StoreOutcome } from '@/lib/archive/store-instance'
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

/** Objects of one request that are being made durable while the next arrives: they share flushes and commits. */
const mostAtOnce = 8

/** Store Instances (PS3.18 10.5): every object goes through the archive's one door while the body still arrives. */
async function store({ actor, params, request, reply }: Input): Promise<unknown> {
  requireJson(acceptOf(request))
  const objects = incomingObjects(request)
  refuseTooLarge(request)
  const context = { actor, study: params.study, earlier: new Map<string, Promise<Settled>>() }
  const parts: Promise<Settled>[] = []
  let broken: unknown = null
  try {
    for await (const object of objects) {
      if (parts.length >= mostParts)
        throw new AppError('too-large', `Send at most ${mostParts} objects at once.`)
      parts.push((await begin(object, context)).settled)
      await parts.at(-mostAtOnce)
    }
  } catch (error) {
    broken = error
  }
  const settled = await Promise.all(parts)
  await tellStored(settled, actor)
  const fault = settled.find((part) => 'fault' in part)
  if (fault) throw fault.fault
  const outcomes = outcomesOf(settled)
  if (broken !== null) {
    if (isGone(request))
      throw new AppError('invalid', 'The connection ended inside the body.', { cause: broken })
    // What is stored must be told, even when the rest of the body cannot be read.
    if (!(broken instanceof AppError) || outcomes.length === 0) throw broken
    const last = outcomes.at(-1)
    const isTold = last?.kind === 'failed' && last.error.message === broken.message
    if (!isTold) outcomes.push({ kind: 'failed', error: broken })
  }
  if (outcomes.length === 0) return reply.code(204).send()
  const { status, json } = stowAnswer(outcomes, { base: dicomwebUrl(request), study: params.study })
  if (status === 503) void reply.header('Retry-After', '5')
  return reply.code(status).type('application/dicom+json').send(JSON.stringify(json))
}

interface StoreContext {
  actor: Actor
  study: string | undefined
  /** By SOP Instance UID, the last part of this request that brings it. */
  earlier: Map<string, Promise<Settled>>
}

type Settled = { stored: StoreOutcome } | { failed: AppError } | { fault: unknown }

/** Resolves when the part is read, so that the next can follow; never rejects. `settled`: what became of it. */
async function begin(object: IncomingObject, context: StoreContext): Promise<{ settled: Promise<Settled> }> {
  if ('refused' in object) return { settled: Promise.resolve({ failed: object.refused }) }
  try {
    const staged = await (await storage()).stage(object.bytes)
    const settled: Promise<Settled> = storeInstance({
      staged,
      origin: `STOW-RS:${actorName(context.actor)}`,
      address: context.actor.address,
      expectedStudyInstanceUID: context.study,
      // Of two objects under one UID the first is kept, as if they had come one after the other.
      whenTurn: async (SOPInstanceUID) => {
        const before = context.earlier.get(SOPInstanceUID)
        context.earlier.set(SOPInstanceUID, settled)
        await before
      },
    }).then((stored) => ({ stored }), notStored)
    return { settled }
  } catch (error) {
    return { settled: Promise.resolve(notStored(error)) }
  }
}

function notStored(error: unknown): Settled {
  return error instanceof AppError ? { failed: error } : { fault: error }
}

function outcomesOf(settled: readonly Settled[]): PartOutcome[] {
  const seen = new Set<string>()
  return settled.flatMap((part): PartOutcome[] => {
    if ('failed' in part) return [{ kind: 'failed', error: part.failed }]
    if (!('stored' in part)) return []
    const repeated = seen.has(part.stored.SOPInstanceUID)
    seen.add(part.stored.SOPInstanceUID)
    return [{ kind: 'stored', ...part.stored, repeated }]
  })
}

async function tellStored(settled: readonly Settled[], actor: Actor): Promise<void> {
  const studies = new Map<string, number>()
  for (const part of settled) {
    if ('stored' in part) studies.set(part.stored.studyId, (studies.get(part.stored.studyId) ?? 0) + 1)
  }
  for (const [studyId, objects] of studies) {
    await audit({ actor, action: 'image:store', outcome: 'success', studyId, detail: { objects } })
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
