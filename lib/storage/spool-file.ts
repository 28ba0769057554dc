import { closeSync, fsync, openSync, unlinkSync, writev, writevSync } from 'node:fs'
import { promisify } from 'node:util'
import type { BlobPlace } from './blob-place'
import { storageError } from './storage-error'

/** An object whose sealed bytes are fewer stays in memory until it is complete, and is written at one go. */
const heldBytes = 2 * 1024 * 1024

const flushed = promisify(fsync)
const written = promisify(writev)

/**
 * The sealed bytes of one object on their way to the disk. A thread of the pool for each of opening, writing, closing and
 * renaming costs more than these do (docs/decisions/0050-ingest-in-groups.md): what is small goes into the page cache
 * at once, and only the flush is waited for elsewhere. Larger objects are written in pieces while they arrive, off the
 * main thread, since a disk that falls behind makes its writers wait.
 */
export class SpoolFile {
  private pending: Uint8Array[]
  private held: number
  private descriptor: number | null = null
  private isThere = false

  constructor(
    private readonly file: string,
    header: Uint8Array,
  ) {
    this.pending = [header]
    this.held = header.length
  }

  /** To be flushed before more is added. */
  get isFull(): boolean {
    return this.held >= heldBytes
  }

  add(buffers: readonly Uint8Array[]): void {
    for (const buffer of buffers) {
      this.pending.push(buffer)
      this.held += buffer.length
    }
  }

  /** @throws AppError unavailable when the disk is full or away */
  async flush(): Promise<void> {
    const isLarge = this.isFull || this.descriptor !== null
    try {
      this.descriptor ??= openSync(this.file, 'wx', 0o600)
      this.isThere = true
      while (this.pending.length > 0) {
        const length = isLarge
          ? (await written(this.descriptor, this.pending)).bytesWritten
          : writevSync(this.descriptor, this.pending)
        this.pending = after(this.pending, length)
      }
      this.held = 0
    } catch (cause) {
      throw storageError(cause)
    }
  }

  /** Makes bytes and name durable. @throws AppError unavailable when the disk is full or away; nothing is kept then */
  async keep(place: BlobPlace, blobName: string): Promise<void> {
    try {
      await this.flush()
      if (this.descriptor !== null) await flushed(this.descriptor)
      this.close()
      await place.keep(blobName, this.file)
    } catch (cause) {
      await this.discard()
      throw storageError(cause)
    }
  }

  /** Never throws. */
  discard(): Promise<void> {
    this.pending = []
    try {
      this.close()
      if (this.isThere) unlinkSync(this.file)
    } catch {
      // Gone already, or the sweep of the spool removes it.
    }
    return Promise.resolve()
  }

  private close(): void {
    const { descriptor } = this
    this.descriptor = null
    if (descriptor !== null) closeSync(descriptor)
  }
}

/** What is left of `buffers` when their first `length` bytes are written. */
function after(buffers: readonly Uint8Array[], length: number): Uint8Array[] {
  const left: Uint8Array[] = []
  let skip = length
  for (const buffer of buffers) {
    if (skip < buffer.length) left.push(buffer.subarray(skip))
    skip = Math.max(skip - buffer.length, 0)
  }
  return left
}
