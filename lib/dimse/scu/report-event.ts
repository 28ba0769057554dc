import { ExplicitVRLittleEndian, ImplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import type { EventReport } from '../handlers'
import { sendEventReport } from '../send-event-report'
import { dial, type DialOptions } from './dial'

/**
 * N-EVENT-REPORT over an association of our own (PS3.4 J.3.3): we say by role selection that we are the SCP of the
 * class although we ask for the association.
 * @returns the status of the answer
 * @throws AppError as `dial`, not-acceptable when the peer does not take the class
 */
export async function reportEvent(peer: Omit<DialOptions, 'contexts'>, report: EventReport): Promise<number> {
  const { SOPClassUID } = report
  const transferSyntaxes = [ExplicitVRLittleEndian, ImplicitVRLittleEndian]
  const role = { scu: false, scp: true }
  const association = await dial({
    ...peer,
    contexts: [{ abstractSyntax: SOPClassUID, transferSyntaxes, role }],
  })
  try {
    return await sendEventReport(association, association.contextFor(SOPClassUID), report)
  } finally {
    await association.release()
  }
}
