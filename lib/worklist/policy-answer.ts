import type { DeadlineTargets } from '@/lib/reading/deadline-policy'

/** `GET /api/policy`. */
export interface PolicyAnswer {
  /** 0: the defaults; nobody has set a policy yet. */
  version: number
  targets: DeadlineTargets
  history: {
    version: number
    createdAt: string | null
    createdBy: string
    reason: string
    targets: DeadlineTargets
  }[]
}
