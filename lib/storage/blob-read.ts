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
import type { BlobPlace, SealedFile } from './blob-place'

export interface BlobSource {
  master: MasterKey
  blobName: string
  /** Where it may be, in the order in which it is looked for. */
  places: readonly Pick<BlobPlace, 'open'>[]
}

/** Chunks decrypted at a time when a whole blob is streamed: 1 MiB. */
const chunksAtOnce = 8

/** Decrypts the chunks that hold the range and no other; shorter where the blob ends. */
export async function readBlobRange(blob: BlobSource, offset: number, length: number): Promise<Uint8Array> {
  const open = await openBlob(blob)
  try {
    const end = Math.min(offset + length, open.byteLength)
    if (offset < 0 || offset >= end) return new Uint8Array(0)
    const first = Math.floor(offset / chunkLength)
    const last = Math.floor((end - 1) / chunkLength)
    const plain = await readChunks(open, first, last)
    return plain.subarray(offset - first * chunkLength, end - first * chunkLength)
  } finally {
    await open.file.close()
  }
}

/** The whole blob, piece by piece; holds one piece in memory. */
export async function* streamBlob(blob: BlobSource): AsyncGenerator<Uint8Array> {
  const open = await openBlob(blob)
  try {
    const lastChunk = lastChunkOf(open)
    for (let first = 0; first <= lastChunk; first += chunksAtOnce) {
      const plain = await readChunks(open, first, Math.min(first + chunksAtOnce - 1, lastChunk))
      if (plain.length > 0) yield plain
    }
  } finally {
    await open.file.close()
  }
}

interface OpenBlob {
  file: SealedFile
  blobName: string
  dataKey: Buffer
  byteLength: number
}

async function openBlob({ master, blobName, places }: BlobSource): Promise<OpenBlob> {
  for (const place of places) {
    const file = await place.open(blobName)
    if (!file) continue
    try {
      const header = await file.read(0, headerLength)
      return {
        file,
        blobName,
        dataKey: openHeader(master, blobName, header),
        byteLength: plainLength(file.size),
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

async function readChunks(blob: OpenBlob, first: number, last: number): Promise<Buffer> {
  const { file, blobName, dataKey } = blob
  const finalChunk = lastChunkOf(blob)
  const sealed = await file.read(
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
