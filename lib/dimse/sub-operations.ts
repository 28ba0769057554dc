import type { OutgoingObject } from './outgoing-object'
import type { PreparedObject } from './prepare-object'
import { isWarning } from './status'

/** How the sub-operations of a retrieval stand (PS3.7 9.1.4.1.7). */
export interface SubOperationCounts {
  remaining: number
  completed: number
  failed: number
  warning: number
  failedSOPInstanceUIDs: string[]
}

export interface SubOperations {
  objects: readonly OutgoingObject[]
  /** Finds the context and the bytes. @throws AppError when the receiver cannot be given this object */
  prepare(object: OutgoingObject): Promise<PreparedObject>
  /** @returns the status that the receiver answered with @throws AppError when it did not answer */
  store(object: OutgoingObject, prepared: PreparedObject): Promise<number>
  /** Aborted: what has not begun is left out. */
  signal: AbortSignal
  onProgress(counts: SubOperationCounts): Promise<void> | void
  /** Told why an object failed: for a log or a list. */
  onFailure?(object: OutgoingObject, why: unknown): void
}

const aheadObjects = 3
const aheadBytes = 16 * 1024 * 1024

/**
 * Stores objects one after the other at a receiver (PS3.4 C.4.2, C.4.3). While one is on its way the next are read
 * and decrypted, as far as they are small.
 */
export async function runSubOperations(operations: SubOperations): Promise<SubOperationCounts> {
  const { objects, signal, onProgress } = operations
  const counts = noneYet(objects.length)
  const ahead: { outcome: Promise<PreparedObject | Failed>; byteLength: number }[] = []
  let next = 0
  const readAhead = () => {
    for (;;) {
      const object = objects[next]
      const bytes = ahead.reduce((sum, { byteLength }) => sum + byteLength, object?.byteLength ?? 0)
      if (!object || ahead.length >= aheadObjects || (ahead.length > 0 && bytes > aheadBytes)) return
      ahead.push({ outcome: prepared(operations, object), byteLength: object.byteLength })
      next += 1
    }
  }
  for (const object of objects) {
    if (signal.aborted) break
    readAhead()
    const outcome = await ahead.shift()?.outcome
    readAhead()
    await storeOne(operations, { object, outcome, counts })
    await onProgress(counts)
  }
  return counts
}

interface Failed {
  failure: unknown
}

function prepared({ prepare }: SubOperations, object: OutgoingObject): Promise<PreparedObject | Failed> {
  return prepare(object).catch((failure: unknown) => ({ failure }))
}

interface OneStore {
  object: OutgoingObject
  outcome: PreparedObject | Failed | undefined
  counts: SubOperationCounts
}

async function storeOne(operations: SubOperations, { object, outcome, counts }: OneStore): Promise<void> {
  counts.remaining -= 1
  const fail = (why: unknown) => {
    counts.failed += 1
    counts.failedSOPInstanceUIDs.push(object.SOPInstanceUID)
    operations.onFailure?.(object, why)
  }
  if (!outcome || 'failure' in outcome) {
    fail(outcome?.failure)
    return
  }
  try {
    const Status = await operations.store(object, outcome)
    if (Status === 0) counts.completed += 1
    else if (isWarning(Status)) counts.warning += 1
    else fail(Status)
  } catch (error) {
    fail(error)
  }
}

export function noneYet(remaining: number): SubOperationCounts {
  return { remaining, completed: 0, failed: 0, warning: 0, failedSOPInstanceUIDs: [] }
}
