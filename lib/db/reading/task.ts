import { z } from 'zod'
import { dueReason, type DueReason } from '@/lib/reading/due-reason'
import { aiStates, patientClasses, readingStates, urgencies } from '@/lib/reading/states'

/** A row of reading_task in our words; the closed sets are checked where they leave the database. */
export const taskColumns = z.object({
  studyId: z.string(),
  state: z.enum(readingStates),
  urgency: z.enum(urgencies),
  patientClass: z.enum(patientClasses),
  readableAt: z.date(),
  targetMinutes: z.number(),
  policyVersion: z.number(),
  dueAt: z.date(),
  dueReasons: z.array(dueReason),
  aiState: z.enum(aiStates),
  aiReason: z.string(),
  claimedById: z.string().nullable(),
  claimedAt: z.date().nullable(),
  claimExpiresAt: z.date().nullable(),
})

export type Task = z.infer<typeof taskColumns>
export type { DueReason }

export const taskSelect = {
  studyId: true,
  state: true,
  urgency: true,
  patientClass: true,
  readableAt: true,
  targetMinutes: true,
  policyVersion: true,
  dueAt: true,
  dueReasons: true,
  aiState: true,
  aiReason: true,
  claimedById: true,
  claimedAt: true,
  claimExpiresAt: true,
} as const
