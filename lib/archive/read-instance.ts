import { Readable } from 'node:stream'
import { neutralisePreamble } from '@/lib/dicom/neutralise-preamble'
import { storage } from '@/lib/storage/storage'
import type { LocatedInstance } from './located-instance'

/**
 * The Part 10 bytes as they were received, decrypted while they are read; a preamble that an operating system would run
 * is served as zeros. A damaged blob ends the stream with an error after the bytes that were sound.
 */
export function readInstanceBytes(instance: Pick<LocatedInstance, 'blobName'>): Readable {
  return Readable.from(safeBytes(instance.blobName), { objectMode: false })
}

async function* safeBytes(blobName: string): AsyncGenerator<Uint8Array> {
  const store = await storage()
  let isStart = true
  for await (const bytes of store.read(blobName) as AsyncIterable<Uint8Array>) {
    const preamble = isStart ? neutralisePreamble(bytes) : null
    if (preamble) bytes.set(preamble.subarray(0, bytes.length), 0)
    isStart = false
    yield bytes
  }
}
