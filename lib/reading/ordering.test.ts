import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dueAt } from './due-at'

const fixtures = path.resolve(import.meta.dirname, '../../../shared/queue/fixtures.json')
const file = z.object({
  deterministic_trace: z.object({
    studies: z.array(z.tuple([z.string(), z.number(), z.number(), z.number()])),
    order: z.record(z.string(), z.string()),
  }),
})

type Study = [id: string, arrival: number, aiPositive: number, readMinutes: number]

/** One reader who never interrupts a study and always takes the one that is due first. */
function readInOrder(studies: Study[], target: { positive: number; other: number }): string {
  const waiting = [...studies]
  let clock = 0
  let order = ''
  while (waiting.length > 0) {
    const here = waiting.filter(([, arrival]) => arrival <= clock)
    if (here.length === 0) {
      clock = Math.min(...waiting.map(([, arrival]) => arrival))
      continue
    }
    const next = here.reduce((first, other) => (due(other, target) < due(first, target) ? other : first))
    waiting.splice(waiting.indexOf(next), 1)
    order += next[0]
    clock += next[3]
  }
  return order
}

function due([, arrival, aiPositive]: Study, target: { positive: number; other: number }): number {
  const readableAt = new Date(arrival * 60_000)
  const advancedTo = aiPositive ? new Date(readableAt.getTime() + target.positive * 60_000) : null
  return dueAt({ readableAt, targetMinutes: target.other, advancedTo }).getTime()
}

describe.skipIf(!existsSync(fixtures))(
  'the order of the list, on the published trace (skipped where ../shared/queue is not there)',
  () => {
    const trace = existsSync(fixtures)
      ? file.parse(JSON.parse(readFileSync(fixtures, 'utf8'))).deterministic_trace
      : { studies: [], order: {} as Record<string, string> }

    it('is arrival order where AI changes nothing', () => {
      expect(readInOrder(trace.studies, { positive: 60, other: 60 })).toBe(trace.order.fifo)
    })
    it('tends to strict priority as the routine target grows', () => {
      expect(readInOrder(trace.studies, { positive: 1, other: 100_000 })).toBe(trace.order.strictPriority)
    })
    it('bounds the wait of the others, as a maximum wait does', () => {
      expect(readInOrder(trace.studies, { positive: 15, other: 25 })).toBe(trace.order.maxWait25)
    })
    it('lies between, as accumulating priority does', () => {
      expect(readInOrder(trace.studies, { positive: 5, other: 25 })).toBe(trace.order['apq_beta_0.5'])
    })
  },
)
