/** How the sub-operations of a retrieval stand (PS3.7 9.1.4.1.7). */
export interface SubOperationCounts {
  remaining: number
  completed: number
  failed: number
  warning: number
  failedSOPInstanceUIDs: string[]
}
