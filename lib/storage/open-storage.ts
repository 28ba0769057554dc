import { mkdir, readdir, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { BlobPlace, KeptBlob } from './blob-place'
import type { BlobSource } from './blob-read'
import { newBlobName } from './blob-format'
import { beginBlobWrite } from './blob-write'
import { openLocalPlace } from './local-place'
import { loadMasterKey } from './master-key'
import { moveBlob } from './move-blob'
import { openBlobs } from './open-blobs'
import { readBlobRange, readOriginal, streamBlob } from './original-bytes'
import { sealPack, unsealPack } from './seal'
import { warmSealing } from './sealing'
import type { BlobWrite, StagedBlob } from './staged-blob'

export interface StorageConfig {
  dataDir: string
  masterKey?: string | undefined
  maxInstanceBytes?: number
  /** Where new blobs go; `dataDir` itself when absent. */
  hot?: BlobPlace
  /** Where blobs that are hardly ever asked for go; null: there is no such place. */
  cold?: BlobPlace | null
}

export interface StoredBlob {
  blobName: string
  byteLength: number
  sha256: Buffer
}

export type Storage = Awaited<ReturnType<typeof openStorage>>

/**
 * The encrypted object store: blobs lie in a hot place and, when there is one, in a cold one; `<dataDir>/spool` holds
 * what is arriving. Names are random and say nothing about the content.
 * @throws AppError invalid when the master key is not the one the folder was written with
 */
export async function openStorage({
  dataDir,
  masterKey,
  maxInstanceBytes = Infinity,
  hot: givenHot,
  cold = null,
}: StorageConfig) {
  const spool = path.join(dataDir, 'spool')
  await mkdir(spool, { recursive: true, mode: 0o700 })
  const master = await loadMasterKey(dataDir, masterKey)
  const hot = givenHot ?? (await openLocalPlace(dataDir))
  const places = cold ? [hot, cold] : [hot]
  const blobOf = (blobName: string): BlobSource => ({ master, blobName, places })
  const opened = openBlobs()

  /** Takes bytes while they arrive, and keeps them only when the caller commits what `finish` gives. */
  function beginWrite({ packed = false }: { packed?: boolean } = {}): BlobWrite {
    const blobName = newBlobName()
    const spoolFile = path.join(spool, blobName)
    return beginBlobWrite({
      master,
      blobName,
      spoolFile,
      place: hot,
      maxBytes: maxInstanceBytes,
      packed,
    })
  }

  /** Encrypts a source into the spool. With `packed` it is what packBlob made, and is read as what it was made of. */
  async function stage(
    source: AsyncIterable<Uint8Array> | Uint8Array,
    options: { packed?: boolean } = {},
  ): Promise<StagedBlob> {
    const writing = beginWrite(options)
    try {
      if (source instanceof Uint8Array) await writing.write(source)
      else for await (const bytes of source) await writing.write(bytes)
      return await writing.finish()
    } catch (error) {
      await writing.abort()
      throw error
    }
  }

  /** Durable when it resolves: file, name and folder are flushed. */
  async function write(source: AsyncIterable<Uint8Array> | Uint8Array): Promise<StoredBlob> {
    const staged = await stage(source)
    await staged.commit()
    return { blobName: staged.blobName, byteLength: staged.byteLength, sha256: staged.sha256 }
  }

  async function remove(blobName: string): Promise<void> {
    opened.forget(blobName)
    for (const place of places) await place.remove(blobName)
  }

  async function has(blobName: string): Promise<boolean> {
    for (const place of places) if (await place.has(blobName)) return true
    return false
  }

  /** All kept blobs, wherever they are. */
  async function* list(): AsyncGenerator<KeptBlob> {
    for (const place of places) yield* place.list()
  }

  /**
   * Takes a blob that seems to belong to nobody out of the store without losing it: it can still be read, and brought
   * back should its owner turn up after all.
   */
  async function setAside(blobName: string): Promise<void> {
    for (const place of places) await place.setAside(blobName)
  }

  async function bringBack(blobName: string): Promise<void> {
    for (const place of places) {
      if ((await place.listAside()).some((blob) => blob.blobName === blobName))
        await place.bringBack(blobName)
    }
  }

  async function listAside(): Promise<{ blobName: string; since: Date }[]> {
    return (await Promise.all(places.map((place) => place.listAside()))).flat()
  }

  /** Removes what was arriving when a process died. @returns how many files */
  async function sweepSpool(olderThan: Date): Promise<number> {
    let removed = 0
    for (const name of await readdir(spool)) {
      const file = path.join(spool, name)
      const found = await stat(file).catch(() => null)
      if (!found || found.mtime >= olderThan) continue
      await unlink(file).catch(() => undefined)
      removed += 1
    }
    return removed
  }

  /** @returns false when there is no cold place, or the blob is there already */
  async function moveToCold(blobName: string): Promise<boolean> {
    return cold !== null && moveBlob({ blobName, from: hot, to: cold, spool })
  }

  /** Brings a blob back to where it is at hand. @returns false when it is there already */
  async function recall(blobName: string): Promise<boolean> {
    return cold !== null && moveBlob({ blobName, from: cold, to: hot, spool })
  }

  return {
    hasCold: cold !== null,
    moveToCold,
    recall,
    beginWrite,
    stage,
    write,
    read: (blobName: string): Readable => Readable.from(streamBlob(blobOf(blobName)), { objectMode: false }),
    /** The whole blob as it is opened, without a stream around it. */
    pieces: (blobName: string): AsyncGenerator<Uint8Array> => streamBlob(blobOf(blobName)),
    readRange: (blobName: string, offset: number, length: number) =>
      opened.use(blobOf(blobName), offset + length, (blob) => readOriginal(blob, offset, length)),
    readAll: (blobName: string): Promise<Uint8Array> =>
      readBlobRange(blobOf(blobName), 0, Number.MAX_SAFE_INTEGER),
    has,
    remove,
    setAside,
    bringBack,
    listAside,
    list,
    sweepSpool,
    /** Starts what writes blobs ahead of the first one. */
    warm: warmSealing,
    seal: (bytes: Uint8Array) => sealPack(master, bytes),
    unseal: (pack: Uint8Array) => unsealPack(master, pack),
  }
}
