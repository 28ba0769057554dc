import { ExplicitVRLittleEndian, ImplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { AppError } from '@/lib/errors'
import type { NegotiatedContext } from './negotiate'
import type { OutgoingObject } from './outgoing-object'

export interface PreparedObject {
  contextId: number
  data: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

/** Larger objects are read while they are sent. */
const mostKept = 16 * 1024 * 1024

/**
 * Finds the presentation context for an object and its bytes: as it is stored where the receiver took that transfer
 * syntax, else transcoded into one that it took, uncompressed ones first. A small object is read before anything of it
 * is sent, so that one that is damaged fails alone and not with the association.
 * @throws AppError not-acceptable when the receiver took no context that will do
 */
export async function prepareObject(
  object: OutgoingObject,
  contexts: readonly NegotiatedContext[],
): Promise<PreparedObject> {
  const fitting = contexts.filter(
    ({ result, abstractSyntax, weAreScu }) =>
      result === 0 && weAreScu && abstractSyntax === object.SOPClassUID,
  )
  const stored = fitting.find(({ transferSyntax }) => transferSyntax === object.TransferSyntaxUID)
  if (stored) return { contextId: stored.id, data: await dataOf(object) }
  let refusal: unknown = new AppError(
    'not-acceptable',
    `The receiver does not take objects of this kind (SOP class ${object.SOPClassUID}).`,
  )
  for (const { id, transferSyntax } of fitting.sort((a, b) => rank(a) - rank(b))) {
    try {
      return { contextId: id, data: [await object.transcode(transferSyntax)] }
    } catch (error) {
      refusal = error
    }
  }
  throw refusal
}

async function dataOf(object: OutgoingObject): Promise<PreparedObject['data']> {
  const data = object.open()
  if (object.byteLength > mostKept) return data
  const kept: Uint8Array[] = []
  for await (const bytes of data) kept.push(bytes)
  return kept
}

function rank({ transferSyntax }: NegotiatedContext): number {
  if (transferSyntax === ExplicitVRLittleEndian) return 0
  return transferSyntax === ImplicitVRLittleEndian ? 1 : 2
}
