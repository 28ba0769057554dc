import { createHash } from 'node:crypto'
import { open, unlink, type FileHandle } from 'node:fs/promises'
import { AppError } from '@/lib/errors'
import { chunkLength, makeHeader, sealChunk, type MasterKey } from './blob-format'
import type { BlobPlace } from './blob-place'
import { readBlobRange } from './blob-read'
import { openLocalFile } from './local-place'
import type { BlobWrite, StagedBlob } from './staged-blob'
import { storageError } from './storage-error'

/** Of each incoming object this much of the beginning stays in memory until it is stored: enough for most headers. */
const prefixLength = 256 * 1024

/** Sealed chunks (two buffers each) that are collected for one write: half a megabyte. */
const pendingBuffers = 8

export interface NewBlob {
  master: MasterKey
  blobName: string
  spoolFile: string
  place: BlobPlace
  maxBytes: number
}

/** Opens a new blob in the spool. Bytes are hashed and encrypted while they arrive; plaintext never touches the disk. */
export async function beginBlobWrite(blob: NewBlob): Promise<BlobWrite> {
  const { header, dataKey } = makeHeader(blob.master, blob.blobName)
  const file = await open(blob.spoolFile, 'wx', 0o600).catch((cause: unknown) => {
    throw storageError(cause)
  })
  return new EncryptingWrite(blob, file, header, dataKey)
}

class EncryptingWrite implements BlobWrite {
  byteLength = 0
  private readonly hash = createHash('sha256')
  private readonly chunk = Buffer.allocUnsafe(chunkLength)
  private filled = 0
  private index = 0
  private prefix: Buffer[] = []
  private prefixed = 0
  private pending: Uint8Array[]
  private ended = false

  constructor(
    private readonly blob: NewBlob,
    private readonly file: FileHandle,
    header: Buffer,
    private readonly dataKey: Buffer,
  ) {
    this.pending = [header]
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.ended) throw new AppError('internal', 'The blob is closed already.')
    if (this.byteLength + bytes.length > this.blob.maxBytes) {
      throw new AppError('too-large', 'The object is larger than this archive accepts.')
    }
    this.byteLength += bytes.length
    this.hash.update(bytes)
    this.keepPrefix(bytes)
    for (let from = 0; from < bytes.length;) {
      // The chunk is sealed only when more follows: whether it is the last one is part of its seal.
      if (this.filled === chunkLength) this.seal(false)
      const part = bytes.subarray(from, from + chunkLength - this.filled)
      this.chunk.set(part, this.filled)
      this.filled += part.length
      from += part.length
    }
    if (this.pending.length > pendingBuffers) await this.flush()
  }

  async finish(): Promise<StagedBlob> {
    if (this.ended) throw new AppError('internal', 'The blob is closed already.')
    this.seal(true)
    try {
      await this.flush()
    } catch (cause) {
      await this.abort()
      throw cause
    }
    this.ended = true
    return new Staged(this.blob, {
      file: this.file,
      byteLength: this.byteLength,
      sha256: this.hash.digest(),
      prefix: Buffer.concat(this.prefix),
    })
  }

  async abort(): Promise<void> {
    if (this.ended) return
    this.ended = true
    await this.file.close().catch(() => undefined)
    await unlink(this.blob.spoolFile).catch(() => undefined)
  }

  private keepPrefix(bytes: Uint8Array): void {
    if (this.prefixed >= prefixLength) return
    // Copied: the caller may use its buffer again.
    const part = Buffer.from(bytes.subarray(0, prefixLength - this.prefixed))
    this.prefix.push(part)
    this.prefixed += part.length
  }

  private seal(isLast: boolean): void {
    const place = { blobName: this.blob.blobName, index: this.index, isLast }
    this.pending.push(...sealChunk(this.dataKey, place, this.chunk.subarray(0, this.filled)))
    this.index += 1
    this.filled = 0
  }

  private async flush(): Promise<void> {
    const buffers = this.pending
    this.pending = []
    const length = buffers.reduce((sum, buffer) => sum + buffer.length, 0)
    try {
      const { bytesWritten } = await this.file.writev(buffers)
      if (bytesWritten < length) await this.file.writeFile(Buffer.concat(buffers).subarray(bytesWritten))
    } catch (cause) {
      throw storageError(cause)
    }
  }
}

interface Finished {
  file: FileHandle
  byteLength: number
  sha256: Buffer
  prefix: Buffer
}

class Staged implements StagedBlob {
  readonly blobName: string
  readonly byteLength: number
  readonly sha256: Buffer
  private committed: Promise<void> | undefined
  private discarded = false

  constructor(
    private readonly blob: NewBlob,
    private readonly finished: Finished,
  ) {
    this.blobName = blob.blobName
    this.byteLength = finished.byteLength
    this.sha256 = finished.sha256
  }

  async readRange(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, this.byteLength)
    if (end <= this.finished.prefix.length) return this.finished.prefix.subarray(offset, end)
    const { master, blobName, place, spoolFile } = this.blob
    const spooled = { open: () => openLocalFile(spoolFile) }
    return readBlobRange({ master, blobName, places: [spooled, place] }, offset, length)
  }

  commit(): Promise<void> {
    this.committed ??= this.makeDurable()
    return this.committed
  }

  async discard(): Promise<void> {
    if (this.committed || this.discarded) return
    this.discarded = true
    await this.finished.file.close().catch(() => undefined)
    await unlink(this.blob.spoolFile).catch(() => undefined)
  }

  private async makeDurable(): Promise<void> {
    const { blobName, spoolFile, place } = this.blob
    try {
      await this.finished.file.sync()
      await this.finished.file.close()
      await place.keep(blobName, spoolFile)
    } catch (cause) {
      await this.finished.file.close().catch(() => undefined)
      await unlink(spoolFile).catch(() => undefined)
      throw storageError(cause)
    }
  }
}
