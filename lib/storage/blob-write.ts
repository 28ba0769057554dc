import { unlink } from 'node:fs/promises'
import { AppError } from '@/lib/errors'
import { chunkLength, makeHeader, type MasterKey } from './blob-format'
import type { BlobPlace } from './blob-place'
import { readBlobRange } from './original-bytes'
import { giveBackChunk, takeChunk } from './chunk-memory'
import { openLocalFile } from './local-file'
import { beginSealing } from './sealing'
import type { BlobWrite, StagedBlob } from './staged-blob'
import { storageError } from './storage-error'

/** Chunks handed over at a time: half a megabyte is sealed while the next half arrives. */
const chunksAtOnce = 4

export interface NewBlob {
  master: MasterKey
  blobName: string
  spoolFile: string
  place: BlobPlace
  maxBytes: number
  /** The plaintext is packed: only lib/storage/repack says so. */
  packed?: boolean
}

/**
 * Begins a new blob in the spool. Bytes are hashed and encrypted in a thread while they arrive; plaintext never touches
 * the disk.
 */
export function beginBlobWrite(blob: NewBlob): BlobWrite {
  return new EncryptingWrite(blob)
}

class EncryptingWrite implements BlobWrite {
  byteLength = 0
  private readonly sealing = beginSealing()
  private readonly begin: { file: string; blobName: string; header: Uint8Array; dataKey: Uint8Array }
  private isBegun = false
  /** The first chunk stays in memory until the object is stored: enough for most headers. */
  private readonly first = takeChunk()
  private chunks = [this.first]
  private view = new Uint8Array(this.first)
  private filled = 0
  private underWay: Promise<Uint8Array | null> = Promise.resolve(null)
  private ended = false
  private failure: unknown = null

  constructor(private readonly blob: NewBlob) {
    const { header, dataKey } = makeHeader(blob.master, blob.blobName, { packed: blob.packed === true })
    this.begin = { file: blob.spoolFile, blobName: blob.blobName, header, dataKey }
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.ended) throw new AppError('internal', 'The blob is closed already.')
    if (this.byteLength + bytes.length > this.blob.maxBytes) {
      throw new AppError('too-large', 'The object is larger than this archive accepts.')
    }
    this.byteLength += bytes.length
    for (let from = 0; from < bytes.length;) {
      // A chunk is handed over only when more follows: whether it is the last one is part of its seal.
      if (this.filled === chunkLength) {
        if (this.chunks.length >= chunksAtOnce) await this.handOver(false)
        const next = takeChunk()
        this.chunks.push(next)
        this.view = new Uint8Array(next)
        this.filled = 0
      }
      const part = bytes.subarray(from, from + chunkLength - this.filled)
      this.view.set(part, this.filled)
      this.filled += part.length
      from += part.length
    }
  }

  async finish(): Promise<StagedBlob> {
    if (this.ended) throw new AppError('internal', 'The blob is closed already.')
    await this.handOver(true)
    const sha256 = Buffer.from((await this.underWay) ?? [])
    this.ended = true
    const { blob, byteLength, first, failure } = this
    return new Staged(blob, { byteLength, sha256, first, failure })
  }

  async abort(): Promise<void> {
    if (this.ended) return
    this.ended = true
    await this.underWay
    await this.sealing.ask({ op: 'drop' }).catch(() => undefined)
    for (const chunk of new Set([this.first, ...this.chunks])) giveBackChunk(chunk)
  }

  /**
   * Resolves when the chunks before are written: two lots of them are in memory at most. Once the disk has refused one,
   * the rest is let pass: what came first still says which object it is, and the commit fails with the disk's reason.
   */
  private async handOver(isLast: boolean): Promise<void> {
    await this.underWay
    const { chunks } = this
    this.chunks = []
    this.underWay = this.seal(chunks, isLast).finally(() => {
      for (const chunk of chunks) if (chunk !== this.first) giveBackChunk(chunk)
    })
  }

  private async seal(chunks: SharedArrayBuffer[], isLast: boolean): Promise<Uint8Array | null> {
    if (this.failure !== null) return null
    const begin = this.isBegun ? {} : { begin: this.begin }
    this.isBegun = true
    try {
      return await this.sealing.ask({ op: 'write', ...begin, chunks, lastLength: this.filled, isLast })
    } catch (cause) {
      this.failure = storageError(cause)
      return null
    }
  }
}

interface Finished {
  byteLength: number
  sha256: Buffer
  first: SharedArrayBuffer
  /** Why the bytes could not be written; null: they were. */
  failure: unknown
}

class Staged implements StagedBlob {
  readonly blobName: string
  readonly byteLength: number
  readonly sha256: Buffer
  private committed: Promise<void> | undefined
  private isGivenBack = false

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
    if (!this.isGivenBack && end <= chunkLength) {
      return new Uint8Array(this.finished.first).subarray(offset, end)
    }
    if (this.finished.failure !== null) throw this.finished.failure
    const { master, blobName, place, spoolFile } = this.blob
    const spooled = { open: () => openLocalFile(spoolFile) }
    return readBlobRange({ master, blobName, places: [spooled, place] }, offset, length)
  }

  commit(): Promise<void> {
    this.committed ??= this.makeDurable()
    return this.committed
  }

  async discard(): Promise<void> {
    if (this.isGivenBack) return
    this.isGivenBack = true
    giveBackChunk(this.finished.first)
    if (!this.committed) await unlink(this.blob.spoolFile).catch(() => undefined)
  }

  private async makeDurable(): Promise<void> {
    const { blobName, spoolFile, place } = this.blob
    if (this.finished.failure !== null) throw this.finished.failure
    try {
      await place.keep(blobName, spoolFile)
    } catch (cause) {
      await unlink(spoolFile).catch(() => undefined)
      throw storageError(cause)
    }
  }
}
