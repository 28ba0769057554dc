import { ExplicitVRLittleEndian, ImplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { commandField } from '../command-set'
import { VerificationSOPClass } from '../storage-sop-class'
import { dial, type DialOptions } from './dial'

/** C-ECHO (PS3.4 A). @returns milliseconds from dialling to the answer @throws AppError as `dial`, or with the status */
export async function echo(peer: Omit<DialOptions, 'contexts'>): Promise<number> {
  const began = performance.now()
  const transferSyntaxes = [ImplicitVRLittleEndian, ExplicitVRLittleEndian]
  const association = await dial({
    ...peer,
    contexts: [{ abstractSyntax: VerificationSOPClass, transferSyntaxes }],
  })
  try {
    const { id } = association.contextFor(VerificationSOPClass)
    await association.request({
      contextId: id,
      command: { CommandField: commandField.cEchoRq, AffectedSOPClassUID: VerificationSOPClass },
    })
    return Math.round(performance.now() - began)
  } finally {
    await association.release()
  }
}
