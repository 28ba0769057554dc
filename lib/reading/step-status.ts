/** What has become of a scheduled procedure step. */
export const stepStatuses = [
  'SCHEDULED',
  'ARRIVED',
  'READY',
  'IN PROGRESS',
  'COMPLETED',
  'DISCONTINUED',
  'CANCELLED',
] as const
export type StepStatus = (typeof stepStatuses)[number]

/** Performed Procedure Step Status (PS3.3 C.4.14): the last two are final. */
export const performedStatuses = ['IN PROGRESS', 'COMPLETED', 'DISCONTINUED'] as const
export type PerformedStatus = (typeof performedStatuses)[number]

/** What the modality worklist still offers: all that can be begun or is under way. */
export const offeredStatuses = ['SCHEDULED', 'ARRIVED', 'READY', 'IN PROGRESS'] as const

export function isOver(status: string): boolean {
  return status === 'COMPLETED' || status === 'DISCONTINUED' || status === 'CANCELLED'
}

/** The step's status by what scanners say they have done of it: what goes on now counts first, then what was finished. */
export function statusByPerformed(performed: readonly string[], planned: StepStatus): StepStatus {
  if (performed.length === 0) return planned
  if (performed.includes('IN PROGRESS')) return 'IN PROGRESS'
  return performed.includes('COMPLETED') ? 'COMPLETED' : 'DISCONTINUED'
}

/** Scheduled Procedure Step Status as the worklist says it (PS3.3 C.4.10 knows STARTED, not IN PROGRESS). */
export function worklistStatus(status: string): string {
  return status === 'IN PROGRESS' ? 'STARTED' : status
}

/** An order is done when nothing of it is open any more and something was done. */
export function orderStatusBySteps(current: string, steps: readonly string[]): string {
  if (current === 'revoked') return current
  return steps.length > 0 && steps.every(isOver) && steps.includes('COMPLETED') ? 'completed' : 'active'
}
