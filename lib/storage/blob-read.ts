import { open, type FileHandle } from 'node:fs/promises'
import { AppError } from '@/lib/errors'
import {
  chunkLength,
  headerLength,
  openChunk,
  openHeader,
  plainLength,
  sealedChunkLength,
  type MasterKey,
} from './blob-format'
import { errorCode } from './storage-error'

export interface BlobFile {
  master: MasterKey
  blobName: string
  file: string
  /** Where else it may be: set aside by a sweep. */
  elsewhere?: string
}

/** Chunks decrypted at a time when a whole blob is streamed: 1 MiB. */
const chunksAtOnce = 8

/** Decrypts the chunks that hold the range and no other; shorter where the blob ends. */
export async function readBlobRange(blob: BlobFile, offset: number, length: number): Promise<Uint8Array> {
  const open = await openBlob(blob)
  try {
    const end = Math.min(offset + length, open.byteLength)
    if (offset < 0 || offset >= end) return new Uint8Array(0)
    const first = Math.floor(offset / chunkLength)
    const last = Math.floor((end - 1) / chunkLength)
    const plain = await readChunks(open, first, last)
    return plain.subarray(offset - first * chunkLength, end - first * chunkLength)
  } finally {
    await open.handle.close()
  }
}

/** The whole blob, piece by piece; holds one piece in memory. */
export async function* streamBlob(blob: BlobFile): AsyncGenerator<Uint8Array> {
  const open = await openBlob(blob)
  try {
    const lastChunk = lastChunkOf(open)
    for (let first = 0; first <= lastChunk; first += chunksAtOnce) {
      const plain = await readChunks(open, first, Math.min(first + chunksAtOnce - 1, lastChunk))
      if (plain.length > 0) yield plain
    }
  } finally {
    await open.handle.close()
  }
}

interface OpenBlob {
  handle: FileHandle
  blobName: string
  dataKey: Buffer
  byteLength: number
}

async function openBlob({ master, blobName, file, elsewhere }: BlobFile): Promise<OpenBlob> {
  const handle = (await openIfThere(file)) ?? (elsewhere ? await openIfThere(elsewhere) : null)
  if (!handle) {
    throw new AppError('internal', 'The bytes of a stored object are missing. Run npm run fsck.', {
      detail: { reason: 'blob-missing' },
    })
  }
  try {
    const [{ size }, header] = await Promise.all([handle.stat(), readAt(handle, 0, headerLength)])
    return { handle, blobName, dataKey: openHeader(master, blobName, header), byteLength: plainLength(size) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function openIfThere(file: string): Promise<FileHandle | null> {
  return open(file, 'r').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
}

function lastChunkOf({ byteLength }: OpenBlob): number {
  return Math.max(0, Math.ceil(byteLength / chunkLength) - 1)
}

async function readChunks(blob: OpenBlob, first: number, last: number): Promise<Buffer> {
  const { handle, blobName, dataKey } = blob
  const finalChunk = lastChunkOf(blob)
  const sealed = await readAt(
    handle,
    headerLength + first * sealedChunkLength,
    (last - first + 1) * sealedChunkLength,
  )
  const plain: Buffer[] = []
  for (let index = first; index <= last; index += 1) {
    const from = (index - first) * sealedChunkLength
    const chunk = sealed.subarray(from, from + sealedChunkLength)
    plain.push(openChunk(dataKey, { blobName, index, isLast: index === finalChunk }, chunk))
  }
  return plain.length === 1 && plain[0] ? plain[0] : Buffer.concat(plain)
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  let read = 0
  while (read < length) {
    const { bytesRead } = await handle.read(buffer, read, length - read, position + read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return buffer.subarray(0, read)
}
