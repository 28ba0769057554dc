import { decodeDataSet } from '@/lib/dicom/decode-data-set'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { encodeDataSet } from '@/lib/dicom/encode-data-set'
import { ExplicitVRLittleEndian, ImplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { commandField } from '../command-set'
import { dial, type DialOptions } from './dial'
import { requireSuccess } from './require-success'

export interface FindAt {
  peer: Omit<DialOptions, 'contexts'>
  SOPClassUID: string
  identifier: DicomJson
  /** More answers than these are not waited for: the peer is told to stop. */
  limit: number
}

/** C-FIND at a peer (PS3.4 C.4.1). @throws AppError as `dial`, or with the status the peer answered */
export async function findAt({ peer, SOPClassUID, identifier, limit }: FindAt): Promise<DicomJson[]> {
  const transferSyntaxes = [ExplicitVRLittleEndian, ImplicitVRLittleEndian]
  const association = await dial({ ...peer, contexts: [{ abstractSyntax: SOPClassUID, transferSyntaxes }] })
  const enough = new AbortController()
  try {
    const context = association.contextFor(SOPClassUID)
    const found: DicomJson[] = []
    const { command } = await association.request({
      contextId: context.id,
      command: { CommandField: commandField.cFindRq, AffectedSOPClassUID: SOPClassUID, Priority: 0 },
      data: [encodeDataSet(identifier, context.transferSyntax)],
      signal: enough.signal,
      onPending: ({ data }) => {
        if (data && found.length < limit) found.push(decodeDataSet(data, context.transferSyntax))
        if (found.length >= limit) enough.abort()
      },
    })
    if (!enough.signal.aborted) requireSuccess(command)
    return found
  } finally {
    await association.release()
  }
}
