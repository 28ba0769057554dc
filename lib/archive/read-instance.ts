import { Readable } from 'node:stream'
import { neutralisePreamble } from '@/lib/dicom/neutralise-preamble'
import { storage } from '@/lib/storage/storage'
import type { LocatedInstance } from './located-instance'

type Stored = Pick<LocatedInstance, 'blobName'>

/**
 * The Part 10 bytes as they were received, decrypted while they are read; a preamble that an operating system would run
 * is served as zeros. A damaged blob ends the stream with an error after the bytes that were sound.
 */
export function readInstanceBytes(instance: Stored): Readable {
  return Readable.from(instancePieces(instance), { objectMode: false })
}

/** The same without a stream around it. */
export async function* instancePieces({ blobName }: Stored): AsyncGenerator<Uint8Array> {
  const store = await storage()
  let isStart = true
  for await (const bytes of store.pieces(blobName)) {
    const preamble = isStart ? neutralisePreamble(bytes) : null
    if (preamble) bytes.set(preamble.subarray(0, bytes.length), 0)
    isStart = false
    yield bytes
  }
}
