import type { JobName } from './jobs'

/** What time starts, as five-field crontab patterns in the plain syntax that graphile-worker reads. */
export const schedule = {
  'expire-claims': '* * * * *',
  'verify-storage': '*/5 * * * *',
  'apply-rules': '17 * * * *',
  'prove-cold': '41 3 * * *',
  'purge-deleted': '23 * * * *',
  'pack-due': '2,7,12,17,22,27,32,37,42,47,52,57 * * * *',
} as const satisfies Partial<Record<JobName, string>>

/**
 * Jobs that may take minutes and that no patient waits for. They have hands of their own, so that a slow archive
 * elsewhere, or a pass over the disk, never holds up a study that has settled or a model that looks at one.
 */
export const slowJobs: readonly JobName[] = [
  'load-demo',
  'run-transfer',
  'apply-rules',
  'prove-cold',
  'verify-storage',
  'purge-deleted',
  'pack-due',
]
