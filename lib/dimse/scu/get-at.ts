import type { DicomJson } from '@/lib/dicom/dicom-json'
import { encodeDataSet } from '@/lib/dicom/encode-data-set'
import { ExplicitVRLittleEndian, ImplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { commandField } from '../command-set'
import type { PeerSession } from '../handlers'
import { someFailed } from '../status'
import type { SubOperationCounts } from '../sub-operations'
import { countsOf } from './counts-of'
import { dial, type DialContext, type DialOptions } from './dial'
import { requireSuccess } from './require-success'
import { retrieveMs } from './retrieve-ms'

export interface GetAt {
  peer: Omit<DialOptions, 'contexts' | 'session'>
  SOPClassUID: string
  identifier: DicomJson
  /** SOP classes that may come, each with the transfer syntaxes that are taken; at most 127 contexts. */
  storage: readonly Omit<DialContext, 'role'>[]
  receive: PeerSession['receive']
  onProgress?: (counts: Omit<SubOperationCounts, 'failedSOPInstanceUIDs'>) => void
  signal?: AbortSignal
}

/** C-GET at a peer (PS3.4 C.4.3): objects come over the association that asks. @throws AppError as `moveAt` */
export async function getAt(get: GetAt): Promise<Omit<SubOperationCounts, 'failedSOPInstanceUIDs'>> {
  const { peer, SOPClassUID, identifier, storage, receive, onProgress, signal } = get
  const transferSyntaxes = [ExplicitVRLittleEndian, ImplicitVRLittleEndian]
  const association = await dial({
    ...peer,
    limits: { answerMs: retrieveMs, ...peer.limits },
    contexts: [
      { abstractSyntax: SOPClassUID, transferSyntaxes },
      ...storage.map((context) => ({ ...context, role: { scu: false, scp: true } })),
    ],
    session: { receive, closed: () => Promise.resolve() },
  })
  try {
    const context = association.contextFor(SOPClassUID)
    const { command } = await association.request({
      contextId: context.id,
      command: { CommandField: commandField.cGetRq, AffectedSOPClassUID: SOPClassUID, Priority: 0 },
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
