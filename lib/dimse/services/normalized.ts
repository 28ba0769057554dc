import type { DicomJson } from '@/lib/dicom/dicom-json'
import { decodeDataSet } from '@/lib/dicom/decode-data-set'
import type { ActionHandler, CreateHandler, EventReport, SetHandler } from '../handlers'
import { sendEventReport } from '../send-event-report'
import { statusOf, success } from '../status'
import { reply, type Operation, type Reply } from './operation'

/** N-ACTION as SCP (PS3.7 10.1.4). Event reports that the handler sends wait until the action has been answered. */
export async function serveAction(operation: Operation, handler: ActionHandler): Promise<void> {
  const { message, requester } = operation
  let answered: () => void = () => undefined
  const hasAnswered = new Promise<void>((resolve) => (answered = resolve))
  const eventReport = async (report: EventReport): Promise<number> => {
    await hasAnswered
    return sendEventReport(requester, message.context, report)
  }
  const { ActionTypeID = 0 } = message.command
  await answer(operation, async () => ({
    ActionTypeID,
    dataSet: await handler({
      ...requestOf(operation),
      ActionTypeID,
      information: dataSetOf(operation),
      eventReport,
    }),
  })).finally(answered)
}

/** N-CREATE as SCP (PS3.7 10.1.5). */
export function serveCreate(operation: Operation, handler: CreateHandler): Promise<void> {
  return answer(operation, async () => {
    const { SOPInstanceUID, attributes } = await handler({
      ...requestOf(operation),
      attributes: dataSetOf(operation),
    })
    return { AffectedSOPInstanceUID: SOPInstanceUID, dataSet: attributes ?? null }
  })
}

/** N-SET as SCP (PS3.7 10.1.3). */
export function serveSet(operation: Operation, handler: SetHandler): Promise<void> {
  return answer(operation, async () => ({
    dataSet: await handler({ ...requestOf(operation), modifications: dataSetOf(operation) }),
  }))
}

async function answer(operation: Operation, work: () => Promise<Omit<Reply, 'Status'>>): Promise<void> {
  try {
    await reply(operation, { Status: success, ...(await work()) })
  } catch (error) {
    await reply(operation, statusOf(error, 'normalized'))
  }
}

function requestOf({ message, signal }: Operation) {
  return {
    SOPClassUID: message.context.abstractSyntax,
    SOPInstanceUID: message.command.AffectedSOPInstanceUID,
    signal,
  }
}

function dataSetOf({ message }: Operation): DicomJson {
  const { data, context } = message
  return data ? decodeDataSet(data, context.transferSyntax) : {}
}
