import { createHash } from 'node:crypto'
import { AppError } from '@/lib/errors'
import { chunkLength, makeHeader, sealChunk, type MasterKey } from './blob-format'
import type { BlobPlace } from './blob-place'
import { readBlobRange } from './blob-read'
import { openLocalFile } from './local-place'
import { SpoolFile } from './spool-file'
import type { BlobWrite, StagedBlob } from './staged-blob'

export interface NewBlob {
  master: MasterKey
  blobName: string
  spoolFile: string
  place: BlobPlace
  maxBytes: number
}

/** Begins a new blob in the spool. Bytes are hashed and encrypted while they arrive; plaintext never touches the disk. */
export function beginBlobWrite(blob: NewBlob): BlobWrite {
  return new EncryptingWrite(blob)
}

class EncryptingWrite implements BlobWrite {
  byteLength = 0
  private readonly hash = createHash('sha256')
  private readonly dataKey: Buffer
  private readonly file: SpoolFile
  private chunk = Buffer.allocUnsafeSlow(chunkLength)
  private filled = 0
  private index = 0
  /** The first chunk stays in memory until the object is stored: enough for most headers. */
  private prefix: Buffer | null = null
  private ended = false

  constructor(private readonly blob: NewBlob) {
    const { header, dataKey } = makeHeader(blob.master, blob.blobName)
    this.dataKey = dataKey
    this.file = new SpoolFile(blob.spoolFile, header)
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.ended) throw new AppError('internal', 'The blob is closed already.')
    if (this.byteLength + bytes.length > this.blob.maxBytes) {
      throw new AppError('too-large', 'The object is larger than this archive accepts.')
    }
    this.byteLength += bytes.length
    this.hash.update(bytes)
    for (let from = 0; from < bytes.length;) {
      // The chunk is sealed only when more follows: whether it is the last one is part of its seal.
      if (this.filled === chunkLength) this.seal(false)
      const part = bytes.subarray(from, from + chunkLength - this.filled)
      this.chunk.set(part, this.filled)
      this.filled += part.length
      from += part.length
    }
    if (this.file.isFull) await this.file.flush()
  }

  async finish(): Promise<StagedBlob> {
    if (this.ended) throw new AppError('internal', 'The blob is closed already.')
    this.seal(true)
    this.ended = true
    const prefix = this.prefix ?? Buffer.alloc(0)
    return new Staged(this.blob, {
      file: this.file,
      byteLength: this.byteLength,
      sha256: this.hash.digest(),
      prefix,
    })
  }

  async abort(): Promise<void> {
    if (this.ended) return
    this.ended = true
    await this.file.discard()
  }

  private seal(isLast: boolean): void {
    const place = { blobName: this.blob.blobName, index: this.index, isLast }
    this.file.add(sealChunk(this.dataKey, place, this.chunk.subarray(0, this.filled)))
    if (this.prefix === null) {
      this.prefix = this.chunk.subarray(0, this.filled)
      if (!isLast) this.chunk = Buffer.allocUnsafeSlow(chunkLength)
    }
    this.index += 1
    this.filled = 0
  }
}

interface Finished {
  file: SpoolFile
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
    const { prefix, file } = this.finished
    if (end <= prefix.length) return prefix.subarray(offset, end)
    const { master, blobName, place, spoolFile } = this.blob
    if (!this.committed) await file.flush()
    const spooled = { open: () => openLocalFile(spoolFile) }
    return readBlobRange({ master, blobName, places: [spooled, place] }, offset, length)
  }

  commit(): Promise<void> {
    this.committed ??= this.finished.file.keep(this.blob.place, this.blobName)
    return this.committed
  }

  async discard(): Promise<void> {
    if (this.committed || this.discarded) return
    this.discarded = true
    await this.finished.file.discard()
  }
}
