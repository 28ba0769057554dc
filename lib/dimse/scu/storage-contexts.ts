import { ExplicitVRLittleEndian, ImplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import type { OutgoingObject } from '../outgoing-object'
import type { DialContext } from './dial'

/** Context ids are odd numbers in a byte. */
const mostContexts = 128

/**
 * What to propose for objects: for each SOP class one context per stored transfer syntax, so that the peer can take
 * each, and one uncompressed that every peer must take (PS3.5 10.1). Beyond 128 the uncompressed ones go first.
 */
export function storageContexts(
  objects: readonly Pick<OutgoingObject, 'SOPClassUID' | 'TransferSyntaxUID'>[],
): DialContext[] {
  const stored = new Map<string, DialContext>()
  const plain = new Map<string, DialContext>()
  for (const { SOPClassUID, TransferSyntaxUID } of objects) {
    stored.set(`${SOPClassUID} ${TransferSyntaxUID}`, {
      abstractSyntax: SOPClassUID,
      transferSyntaxes: [TransferSyntaxUID],
    })
    for (const uid of [ExplicitVRLittleEndian, ImplicitVRLittleEndian]) {
      plain.set(`${SOPClassUID} ${uid}`, { abstractSyntax: SOPClassUID, transferSyntaxes: [uid] })
    }
  }
  const isPlain = (key: string) => plain.has(key)
  const compressed = [...stored].filter(([key]) => !isPlain(key)).map(([, context]) => context)
  return [...plain.values(), ...compressed].slice(0, mostContexts)
}
