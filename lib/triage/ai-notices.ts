import { db } from '@/lib/db/client'
import { lastBeat, readModelStatus } from '@/lib/db/triage/installation-facts'

const silenceMs = 20_000

/** What a reader must know about AI as a whole: the worker is away, a model is off and why. Empty when all is well. */
export async function aiNotices(now: Date = new Date()): Promise<string[]> {
  const [beat, models] = await Promise.all([lastBeat(db()), readModelStatus(db())])
  if (!beat || now.getTime() - beat.getTime() > silenceMs) {
    return ['AI worker is away; the list goes on without it.']
  }
  return (models ?? [])
    .filter(({ state }) => state === 'off')
    .map(({ title, reason }) => `AI is off: ${title}: ${reason}.`)
}
