import { chunkLength } from './blob-format'
import {
  chunksAtOnce,
  openBlob,
  readOpenBlob,
  streamOpenBlob,
  type BlobSource,
  type OpenBlob,
} from './blob-read'
import { unpackedRange, unpackedStream } from './packed-blob'

/** Bytes as they came, whether they lie so or packed; shorter where they end. */
export function readOriginal(open: OpenBlob, offset: number, length: number): Promise<Uint8Array> {
  return open.packed ? unpackedRange(rawOf(open), offset, length) : readOpenBlob(open, offset, length)
}

export async function readBlobRange(blob: BlobSource, offset: number, length: number): Promise<Uint8Array> {
  const open = await openBlob(blob, offset + length)
  try {
    return await readOriginal(open, offset, length)
  } finally {
    await open.file.close()
  }
}

/** The whole blob as it came, piece by piece. */
export async function* streamBlob(blob: BlobSource): AsyncGenerator<Uint8Array> {
  const open = await openBlob(blob, chunksAtOnce * chunkLength)
  try {
    yield* open.packed ? unpackedStream(rawOf(open)) : streamOpenBlob(open)
  } finally {
    await open.file.close()
  }
}

function rawOf(open: OpenBlob) {
  return {
    blobName: open.blobName,
    read: (offset: number, length: number) => readOpenBlob(open, offset, length),
  }
}
