import { z } from 'zod'

/** What is announced between processes by NOTIFY: ids and what changed, never patient data. */
export const liveEvent = z.object({
  studyId: z.uuid(),
  change: z.enum(['received', 'readable', 'ai', 'claim', 'urgency', 'report', 'policy']),
})

export type LiveEvent = z.infer<typeof liveEvent>
