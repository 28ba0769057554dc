import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { storeInstance } from '@/lib/archive/store-instance'
import { findUserByName } from '@/lib/db/access/users'
import { readFact, writeFact } from '@/lib/db/installation/facts'
import { AppError } from '@/lib/errors'
import { saveDraft } from '@/lib/reporting/save-draft'
import { sign } from '@/lib/reporting/sign'
import { claim } from '@/lib/worklist/claim'
import { makeReadable } from '@/lib/worklist/make-readable'
import { buildObjects } from './build-objects'
import { placeOrderOf, placeOrdersToDo } from './demo-orders'
import { sampleReports } from './sample-reports'
import { syntheticStudies, type SyntheticStudy } from './synthetic-studies'

const requested = z.object({ requestedAt: z.iso.datetime() })

/**
 * Draws the sample studies, sends each object through the archive's one door, and brings some of them to other
 * reading states by the same operations that readers use. Idempotent: an object or a state that is there stays.
 */
export async function loadDemo(): Promise<void> {
  const now = await drawnAsOf()
  if (!now) return
  for (const study of syntheticStudies) {
    const studyId = await store(study, now)
    await placeOrderOf(study, now)
    await makeReadable({ studyId })
    await bringToState(study, studyId)
  }
  await placeOrdersToDo(now)
  await writeFact('demo', { requestedAt: now.toISOString(), loaded: true })
}

/**
 * The moment that the dates of the samples are reckoned from: that of the request. A second attempt, after the worker
 * was stopped in the midst of the first, must draw the very same objects. null when nobody asks any more.
 */
async function drawnAsOf(): Promise<Date | null> {
  const fact = requested.safeParse((await readFact('demo'))?.value)
  return fact.success ? new Date(fact.data.requestedAt) : null
}

async function store(study: SyntheticStudy, now: Date): Promise<string> {
  let studyId = ''
  for (const bytes of buildObjects(study, now)) {
    ;({ studyId } = await storeInstance({ bytes, origin: 'demo' }))
    await breathe() // drawing is heavy; let the worker's other jobs in between
  }
  return studyId
}

async function bringToState(study: SyntheticStudy, studyId: string): Promise<void> {
  const text = sampleReports[study.name]
  if (study.state === 'waiting' || !text) return
  const reader = await demoReader(study.state === 'preliminary' ? 'resident' : 'radiologist')
  if (!reader) return
  try {
    await claim({ studyId, actor: reader })
    const { revision } = await saveDraft({ studyId, actor: reader, revision: 0, text })
    if (study.state !== 'draft') await sign({ studyId, actor: reader, status: study.state, revision })
  } catch (error) {
    // Somebody has begun to read the sample already, or it was loaded before: theirs stays.
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
  }
}

async function demoReader(username: 'radiologist' | 'resident'): Promise<Actor | null> {
  const user = await findUserByName(username)
  if (!user || user.role !== username) return null
  return {
    kind: 'user',
    userId: user.id,
    sessionId: '',
    username,
    displayName: user.displayName,
    role: user.role,
    referringPhysicianKey: '',
    mustChangePassword: false,
    address: '',
  }
}
