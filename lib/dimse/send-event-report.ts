import { encodeDataSet } from '@/lib/dicom/encode-data-set'
import { commandField } from './command-set'
import type { EventReport } from './handlers'
import type { NegotiatedContext } from './negotiate'
import type { Requester } from './requester'

/** N-EVENT-REPORT (PS3.7 10.1.1). @returns the status of the answer @throws AppError unavailable */
export async function sendEventReport(
  requester: Pick<Requester, 'request'>,
  context: NegotiatedContext,
  { SOPClassUID, SOPInstanceUID, EventTypeID, eventInformation }: EventReport,
): Promise<number> {
  const { command } = await requester.request({
    contextId: context.id,
    command: {
      CommandField: commandField.nEventReportRq,
      AffectedSOPClassUID: SOPClassUID,
      AffectedSOPInstanceUID: SOPInstanceUID,
      EventTypeID,
    },
    data: [encodeDataSet(eventInformation, context.transferSyntax)],
  })
  return command.Status ?? 0x0110
}
