import type { Command } from '../command-set'
import type { SubOperationCounts } from '../sub-operations'

/** How a peer says that its sub-operations stand. */
export function countsOf(command: Command): Omit<SubOperationCounts, 'failedSOPInstanceUIDs'> {
  return {
    remaining: command.NumberOfRemainingSuboperations ?? 0,
    completed: command.NumberOfCompletedSuboperations ?? 0,
    failed: command.NumberOfFailedSuboperations ?? 0,
    warning: command.NumberOfWarningSuboperations ?? 0,
  }
}
