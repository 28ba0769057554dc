import { AppError } from '@/lib/errors'
import {
  chunkLength,
  headerLength,
  openChunk,
  isPacked,
  openHeader,
  plainLength,
  sealedChunkLength,
  type MasterKey,
} from './blob-format'
import type { BlobPlace, SealedFile } from './blob-place'

export interface BlobSource {
  master: MasterKey
  blobName: string
  /** Where it may be, in the order in which it is looked for. */
  places: readonly Pick<BlobPlace, 'open'>[]
}

/** Chunks decrypted at a time when a whole blob is streamed: 2 MiB. */
export const chunksAtOnce = 16

/** Decrypts the chunks that hold the range and no other; shorter where the blob ends. */
export async function readOpenBlob(open: OpenBlob, offset: number, length: number): Promise<Uint8Array> {
  const end = Math.min(offset + length, open.byteLength)
  if (offset < 0 || offset >= end) return new Uint8Array(0)
  const first = Math.floor(offset / chunkLength)
  const last = Math.floor((end - 1) / chunkLength)
  const pieces = openChunks(open, { first, last }, await readSealed(open, first, last))
  const start = first * chunkLength
  const plain = pieces.map((piece, n) => {
    const from = start + n * chunkLength
    return piece.subarray(Math.max(0, offset - from), Math.min(piece.length, end - from))
  })
  const [only] = plain
  return plain.length === 1 && only ? only : Buffer.concat(plain)
}

/** The whole plaintext, piece by piece; while one is taken the next is read from the disk. Holds two in memory. */
export async function* streamOpenBlob(open: OpenBlob): AsyncGenerator<Uint8Array> {
  let ahead: Promise<Buffer> | undefined
  try {
    const lastChunk = lastChunkOf(open)
    const lastOf = (first: number) => Math.min(first + chunksAtOnce - 1, lastChunk)
    ahead = readSealed(open, 0, lastOf(0))
    for (let first = 0; first <= lastChunk; first += chunksAtOnce) {
      const sealed = await (ahead ?? readSealed(open, first, lastOf(first)))
      const next = first + chunksAtOnce
      ahead = next <= lastChunk ? readSealed(open, next, lastOf(next)) : undefined
      ahead?.catch(() => undefined)
      for (const piece of openChunks(open, { first, last: lastOf(first) }, sealed))
        if (piece.length > 0) yield piece
    }
  } finally {
    await ahead?.catch(() => undefined)
  }
}

export interface OpenBlob {
  file: SealedFile
  blobName: string
  dataKey: Buffer
  byteLength: number
  /** What is in it has to be unpacked (packed-blob.ts). */
  packed: boolean
  /** Sealed chunks from the first on that were read together with the header; taken once. */
  head: Buffer | undefined
}

/** @throws AppError internal when it is in no place, or its header is damaged */
export async function openBlob({ master, blobName, places }: BlobSource, firstBytes = 0): Promise<OpenBlob> {
  const chunks = Math.min(chunksAtOnce, Math.ceil(firstBytes / chunkLength))
  for (const place of places) {
    const file = await place.open(blobName)
    if (!file) continue
    try {
      const start = await file.read(0, headerLength + chunks * sealedChunkLength)
      return {
        file,
        blobName,
        dataKey: openHeader(master, blobName, start.subarray(0, headerLength)),
        byteLength: plainLength(file.size),
        packed: isPacked(start),
        head: chunks > 0 ? start.subarray(headerLength) : undefined,
      }
    } catch (error) {
      await file.close()
      throw error
    }
  }
  throw new AppError('internal', 'The bytes of a stored object are missing. Run npm run fsck.', {
    detail: { reason: 'blob-missing' },
  })
}

function lastChunkOf({ byteLength }: OpenBlob): number {
  return Math.max(0, Math.ceil(byteLength / chunkLength) - 1)
}

function readSealed(open: OpenBlob, first: number, last: number): Promise<Buffer> {
  const { head, file } = open
  const [from, to] = [first * sealedChunkLength, (last + 1) * sealedChunkLength]
  // What was read along is needed now or not at all: it must not lie in memory as long as the blob is open.
  open.head = undefined
  if (head && (to <= head.length || headerLength + head.length >= file.size)) {
    return Promise.resolve(head.subarray(from, to))
  }
  return file.read(headerLength + from, to - from)
}

function openChunks(
  blob: OpenBlob,
  { first, last }: { first: number; last: number },
  sealed: Buffer,
): Buffer[] {
  const { blobName, dataKey } = blob
  const finalChunk = lastChunkOf(blob)
  const plain: Buffer[] = []
  for (let index = first; index <= last; index += 1) {
    const from = (index - first) * sealedChunkLength
    const chunk = sealed.subarray(from, from + sealedChunkLength)
    plain.push(openChunk(dataKey, { blobName, index, isLast: index === finalChunk }, chunk))
  }
  return plain
}
