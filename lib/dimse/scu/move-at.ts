import type { DicomJson } from '@/lib/dicom/dicom-json'
import { encodeDataSet } from '@/lib/dicom/encode-data-set'
import { ExplicitVRLittleEndian, ImplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { commandField } from '../command-set'
import { someFailed } from '../status'
import type { SubOperationCounts } from '../sub-operations'
import { countsOf } from './counts-of'
import { dial, type DialOptions } from './dial'
import { requireSuccess } from './require-success'
import { retrieveMs } from './retrieve-ms'

export interface MoveAt {
  peer: Omit<DialOptions, 'contexts'>
  SOPClassUID: string
  identifier: DicomJson
  /** AE title that the peer is to send to: mostly our own. */
  MoveDestination: string
  onProgress?: (counts: Omit<SubOperationCounts, 'failedSOPInstanceUIDs'>) => void
  signal?: AbortSignal
}

/** C-MOVE at a peer (PS3.4 C.4.2). @throws AppError as `dial`, or with the status the peer answered */
export async function moveAt(move: MoveAt): Promise<Omit<SubOperationCounts, 'failedSOPInstanceUIDs'>> {
  const { peer, SOPClassUID, identifier, MoveDestination, onProgress, signal } = move
  const transferSyntaxes = [ExplicitVRLittleEndian, ImplicitVRLittleEndian]
  const association = await dial({
    ...peer,
    limits: { answerMs: retrieveMs, ...peer.limits },
    contexts: [{ abstractSyntax: SOPClassUID, transferSyntaxes }],
  })
  try {
    const context = association.contextFor(SOPClassUID)
    const { command } = await association.request({
      contextId: context.id,
      command: {
        CommandField: commandField.cMoveRq,
        AffectedSOPClassUID: SOPClassUID,
        Priority: 0,
        MoveDestination,
      },
      data: [encodeDataSet(identifier, context.transferSyntax)],
      onPending: ({ command: pending }) => onProgress?.(countsOf(pending)),
      ...(signal && { signal }),
    })
    if (command.Status !== someFailed) requireSuccess(command)
    return countsOf(command)
  } finally {
    await association.release()
  }
}
