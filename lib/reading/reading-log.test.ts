import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readingEventTypes, type LoggedEvent } from './events'
import { emptyLog, follow, readLog, type ReadingLog } from './reading-log'
import { readingStates } from './states'
import { transitions, type LogState } from './transitions'

const anyEvent = fc.record({
  type: fc.constantFrom(...readingEventTypes),
  actorId: fc.constantFrom('ana', 'ben', null),
})

/** Feeds events one by one and keeps those that were possible. */
function play(events: LoggedEvent[]): { kept: LoggedEvent[]; log: ReadingLog } {
  const kept: LoggedEvent[] = []
  let log = emptyLog
  for (const event of events) {
    try {
      log = follow(log, event)
      kept.push(event)
    } catch {
      // refused: the log stays as it is
    }
  }
  return { kept, log }
}

describe('the reading log', () => {
  it('reaches every state, and leaves every state that is not the end', () => {
    const reached = new Set<LogState>(['arriving'])
    for (let i = 0; i < readingStates.length + 1; i++) {
      for (const from of reached) for (const to of Object.values(transitions[from])) reached.add(to)
    }
    expect([...reached].sort()).toEqual(['arriving', ...readingStates].sort())
    for (const state of readingStates) expect(leadsToFinal(state)).toBe(true)
  })

  it('never signs without a claim of the signer, never finalises twice, never addends before a final report', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const { kept } = play(events)
        let holder: string | null = null
        let finals = 0
        for (const event of kept) {
          if (event.type === 'claimed') {
            expect(holder).toBeNull()
            holder = event.actorId
          }
          if (event.type === 'preliminary' || event.type === 'final') {
            expect(event.actorId).toBe(holder)
            holder = null
          }
          if (event.type === 'released' || event.type === 'claim-expired' || event.type === 'cancelled')
            holder = null
          if (event.type === 'final') finals += 1
          if (event.type === 'addended') expect(finals).toBe(1)
        }
        expect(finals).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('gives the same state from the log as step by step', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const { kept, log } = play(events)
        expect(readLog(kept)).toEqual(log)
      }),
    )
  })

  it('returns a released or expired study to where it was', () => {
    const upTo = (...events: [LoggedEvent['type'], string | null][]) =>
      readLog(events.map(([type, actorId]) => ({ type, actorId })))
    expect(upTo(['readable', null], ['claimed', 'ana'], ['claim-expired', null])).toEqual({
      state: 'readable',
      claimedBy: null,
    })
    expect(
      upTo(
        ['readable', null],
        ['claimed', 'res'],
        ['preliminary', 'res'],
        ['claimed', 'ana'],
        ['released', 'ana'],
      ),
    ).toEqual({ state: 'preliminary', claimedBy: null })
  })
})

function leadsToFinal(state: LogState, seen = new Set<LogState>()): boolean {
  if (state === 'final' || state === 'addended') return true
  if (seen.has(state)) return false
  seen.add(state)
  return Object.values(transitions[state]).some((next) => leadsToFinal(next, seen))
}
