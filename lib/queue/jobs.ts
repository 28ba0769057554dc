import { z } from 'zod'

/** Every background job and its payload. Payloads carry our own ids only, never patient data. */
export const jobPayloads = {
  /** A study has been quiet long enough: make it readable, start the models. */
  'study-stable': z.object({ studyId: z.uuid() }),
  /** Prepare the metadata of a study that has settled, as it will be asked for. */
  'prepare-metadata': z.object({ studyId: z.uuid() }),
  /** Let one model look at a study. */
  'run-model': z.object({ studyId: z.uuid(), modelName: z.string(), modelVersion: z.string() }),
  /** Return claims whose lease has run out. */
  'expire-claims': z.object({}),
  /** Draw and store the sample studies. */
  'load-demo': z.object({}),
  /** One try of sending a study elsewhere, or of fetching priors for it. */
  'run-transfer': z.object({ transferId: z.uuid() }),
  /** Retention, quota and cold storage. */
  'apply-rules': z.object({}),
  /** Read a cold study back at random. */
  'prove-cold': z.object({}),
  /** Read a share of the archive back and compare it with its digests; `atOnce`: a whole pass, as asked by a person. */
  'verify-storage': z.object({ atOnce: z.boolean().default(false) }),
  /** Compress uncompressed images at rest, without loss, where that is set. */
  'pack-due': z.object({}),
  /** Remove for good what was deleted before the undo window. */
  'purge-deleted': z.object({}),
  /** Bring what is served of a study's images in line with the patient that the index gives them. */
  'coerce-study': z.object({ studyId: z.uuid() }),
  /** One try to tell a peer what is kept of what it wants confirmed. */
  'report-commitment': z.object({ commitmentId: z.uuid() }),
} as const

export type JobName = keyof typeof jobPayloads
export type JobPayload<Name extends JobName> = z.infer<(typeof jobPayloads)[Name]>

/** How often a job is tried before it is given up; the pause between tries grows (about 3, 7, 20, 55 s …). */
export const maxAttempts = {
  'study-stable': 25,
  'prepare-metadata': 3,
  'run-model': 3,
  'expire-claims': 1,
  'load-demo': 3,
  'verify-storage': 1,
  'run-transfer': 12,
  'apply-rules': 1,
  'prove-cold': 3,
  'purge-deleted': 1,
  'pack-due': 1,
  'coerce-study': 12,
  'report-commitment': 16,
} as const satisfies Record<JobName, number>
