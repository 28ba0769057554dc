import { tagOf } from '@/lib/dicom/dictionary'
import { log } from '@/lib/log'
import type { GetHandler, MoveHandler, Retrieval } from '../handlers'
import { prepareObject } from '../prepare-object'
import { dial } from '../scu/dial'
import { storageContexts } from '../scu/storage-contexts'
import { allFailed, cancelled, someFailed, statusOf, success } from '../status'
import { storeObject } from '../store-object'
import { noneYet, runSubOperations, type SubOperationCounts, type SubOperations } from '../sub-operations'
import { identifierOf, reply, type Operation } from './operation'

/** C-GET as SCP (PS3.4 C.4.3): the objects come over the association that asked for them. */
export async function serveGet(operation: Operation, handler: GetHandler): Promise<void> {
  const { contexts, requester } = operation
  await serve(operation, async () => {
    const retrieval = await handler(requestOf(operation))
    return carryOut(operation, retrieval, {
      prepare: (object) => prepareObject(object, contexts),
      store: (object, prepared) => storeObject(requester, object, prepared),
    })
  })
}

/** C-MOVE as SCP (PS3.4 C.4.2): the objects go to a third party over an association of our own. */
export async function serveMove(operation: Operation, handler: MoveHandler): Promise<void> {
  const { message, callingAETitle } = operation
  const { MoveDestination = '', MessageID, Priority = 0 } = message.command
  await serve(operation, async () => {
    const retrieval = await handler({ ...requestOf(operation), MoveDestination, MessageID })
    const { objects, destination } = retrieval
    if (objects.length === 0) return carryOut(operation, retrieval, unused)
    const receiver = await dial({ ...destination, contexts: storageContexts(objects) }).catch(
      async (error: unknown) => {
        const counts = { ...noneYet(0), failed: objects.length }
        await retrieval.done?.({ ...counts, failedSOPInstanceUIDs: objects.map((one) => one.SOPInstanceUID) })
        throw error
      },
    )
    const originator = { aeTitle: callingAETitle, messageId: MessageID }
    try {
      return await carryOut(operation, retrieval, {
        prepare: (object) => prepareObject(object, receiver.contexts),
        store: (object, prepared) => storeObject(receiver, object, { ...prepared, originator, Priority }),
      })
    } finally {
      await receiver.release()
    }
  })
}

type Way = Pick<SubOperations, 'prepare' | 'store'>
const unused: Way = {
  prepare: () => Promise.reject(new Error('There is nothing to send.')),
  store: () => Promise.reject(new Error('There is nothing to send.')),
}

function requestOf(operation: Operation) {
  const { message, signal, extended } = operation
  return {
    SOPClassUID: message.context.abstractSyntax,
    identifier: identifierOf(operation).json,
    relational: extended.relational,
    signal,
  }
}

const progressMs = 500

async function carryOut(
  operation: Operation,
  { objects, done }: Retrieval,
  way: Way,
): Promise<SubOperationCounts> {
  let told = Date.now()
  const counts = await runSubOperations({
    objects,
    ...way,
    signal: operation.signal,
    onProgress: async (now) => {
      if (Date.now() - told < progressMs) return
      told = Date.now()
      await reply(operation, { Status: 0xff00, ...counters(now) })
    },
    onFailure: (_object, why) =>
      log.warn(typeof why === 'number' ? { Status: why } : { err: why }, 'object was not sent'),
  })
  await done?.(counts)
  return counts
}

async function serve(operation: Operation, work: () => Promise<SubOperationCounts>): Promise<void> {
  const { signal } = operation
  try {
    const counts = await work()
    const isCancelled = signal.aborted && counts.remaining > 0
    await reply(operation, {
      Status: isCancelled ? cancelled : outcomeOf(counts),
      ...counters(counts, isCancelled),
      dataSet: failedList(counts),
    })
  } catch (error) {
    const { Status, ErrorComment } = statusOf(error, 'query')
    // Of a receiver that cannot be reached, and of nothing else, it is the sub-operations that cannot be done.
    const isReceiver = Status === 0xa700
    await reply(operation, { Status: isReceiver ? allFailed : Status, ErrorComment })
  }
}

function outcomeOf({ completed, failed, warning }: SubOperationCounts): number {
  if (failed === 0) return warning === 0 ? success : someFailed
  return completed + warning === 0 ? allFailed : someFailed
}

/** The number of remaining ones stands in pending and cancelled answers only (PS3.7 9.1.4.1.7). */
function counters({ remaining, completed, failed, warning }: SubOperationCounts, withRemaining = true) {
  return {
    ...(withRemaining && { NumberOfRemainingSuboperations: remaining }),
    NumberOfCompletedSuboperations: completed,
    NumberOfFailedSuboperations: failed,
    NumberOfWarningSuboperations: warning,
  }
}

function failedList({ failedSOPInstanceUIDs }: SubOperationCounts) {
  if (failedSOPInstanceUIDs.length === 0) return null
  return { [tagOf('FailedSOPInstanceUIDList')]: { vr: 'UI', Value: failedSOPInstanceUIDs } }
}
