import { z } from 'zod'
import { answerTurnaround } from '@/lib/turnaround/answer-turnaround'
import { defineRoute, type Route } from '../../route'

const dayMs = 24 * 3_600_000
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

/** Without a period: the last seven days. */
const query = z
  .object({
    from: moment.optional(),
    to: moment.optional(),
    timeZone: z.string().max(64).refine(isTimeZone, 'name a time zone, such as Europe/Berlin').default('UTC'),
  })
  .transform(({ from, to, timeZone }) => {
    const end = to ?? new Date()
    return { from: from ?? new Date(end.getTime() - 7 * dayMs), to: end, timeZone }
  })
  .refine(({ from, to }) => from < to, { path: ['from'], message: 'must be before to' })
  .refine(({ from, to }) => to.getTime() - from.getTime() <= 400 * dayMs, {
    path: ['from'],
    message: 'ask for at most 400 days',
  })

export const turnaroundRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/turnaround',
    action: 'turnaround:read',
    query,
    handle: async ({ query: period }) => answerTurnaround(period),
  }),
]

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
