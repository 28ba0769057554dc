import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, stat, unlink, utimes } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { isBlobName, plainLength } from './blob-format'
import { readBlobRange, streamBlob } from './blob-read'
import { beginBlobWrite } from './blob-write'
import { loadMasterKey } from './master-key'
import { sealPack, unsealPack } from './seal'
import type { BlobWrite, StagedBlob } from './staged-blob'
import { errorCode } from './storage-error'
import { makeFolder, syncFolder } from './sync-folder'

export interface StorageConfig {
  dataDir: string
  masterKey?: string | undefined
  maxInstanceBytes?: number
}

export interface StoredBlob {
  blobName: string
  byteLength: number
  sha256: Buffer
}

export type Storage = Awaited<ReturnType<typeof openStorage>>

/**
 * The encrypted object store: `<dataDir>/blobs/ab/abcd…` for what is kept, `<dataDir>/spool` for what is arriving.
 * Names are random and say nothing about the content.
 * @throws AppError invalid when the master key is not the one the folder was written with
 */
export async function openStorage({ dataDir, masterKey, maxInstanceBytes = Infinity }: StorageConfig) {
  const blobs = path.join(dataDir, 'blobs')
  const spool = path.join(dataDir, 'spool')
  const aside = path.join(dataDir, 'aside')
  await mkdir(blobs, { recursive: true, mode: 0o700 })
  await mkdir(spool, { recursive: true, mode: 0o700 })
  await mkdir(aside, { recursive: true, mode: 0o700 })
  const master = await loadMasterKey(dataDir, masterKey)

  const fileOf = (blobName: string): string => {
    if (!isBlobName(blobName)) throw new Error('Not a blob name')
    return path.join(blobs, blobName.slice(0, 2), blobName)
  }
  const asideOf = (blobName: string): string => path.join(aside, path.basename(fileOf(blobName)))
  const blobOf = (blobName: string) => ({
    master,
    blobName,
    file: fileOf(blobName),
    elsewhere: asideOf(blobName),
  })

  /** Takes bytes while they arrive, and keeps them only when the caller commits what `finish` gives. */
  function beginWrite(): Promise<BlobWrite> {
    const blobName = randomBytes(16).toString('hex')
    const spoolFile = path.join(spool, blobName)
    return beginBlobWrite({
      master,
      blobName,
      spoolFile,
      finalFile: fileOf(blobName),
      maxBytes: maxInstanceBytes,
    })
  }

  /** Encrypts a source into the spool. */
  async function stage(source: AsyncIterable<Uint8Array> | Uint8Array): Promise<StagedBlob> {
    const writing = await beginWrite()
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
    await unlinkIfThere(fileOf(blobName))
    await unlinkIfThere(asideOf(blobName))
  }

  /**
   * Takes a blob that seems to belong to nobody out of the store without losing it: it can still be read, and brought
   * back should its owner turn up after all.
   */
  async function setAside(blobName: string): Promise<void> {
    try {
      // The time it was put there counts from now.
      await utimes(fileOf(blobName), new Date(), new Date())
      await rename(fileOf(blobName), asideOf(blobName))
    } catch (error) {
      // Another process sweeps at the same moment.
      if (errorCode(error) !== 'ENOENT') throw error
    }
  }

  async function bringBack(blobName: string): Promise<void> {
    await makeFolder(path.dirname(fileOf(blobName)))
    await rename(asideOf(blobName), fileOf(blobName))
    await syncFolder(path.dirname(fileOf(blobName)))
  }

  async function listAside(): Promise<{ blobName: string; since: Date }[]> {
    const found: { blobName: string; since: Date }[] = []
    for (const blobName of (await readdir(aside)).filter(isBlobName)) {
      const file = await stat(asideOf(blobName)).catch(() => null)
      if (file) found.push({ blobName, since: file.mtime })
    }
    return found
  }

  /** All kept blobs, folder by folder, so that an archive of millions needs no list of millions. */
  async function* list(): AsyncGenerator<{ blobName: string; modifiedAt: Date; byteLength: number }> {
    for (const fan of (await readdir(blobs)).sort()) {
      for (const blobName of (await readdir(path.join(blobs, fan))).filter(isBlobName)) {
        const found = await stat(fileOf(blobName)).catch(() => null)
        if (found) yield { blobName, modifiedAt: found.mtime, byteLength: lengthOrZero(found.size) }
      }
    }
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

  return {
    beginWrite,
    stage,
    write,
    read: (blobName: string): Readable => Readable.from(streamBlob(blobOf(blobName)), { objectMode: false }),
    readRange: (blobName: string, offset: number, length: number) =>
      readBlobRange(blobOf(blobName), offset, length),
    readAll: (blobName: string): Promise<Uint8Array> =>
      readBlobRange(blobOf(blobName), 0, Number.MAX_SAFE_INTEGER),
    has: async (blobName: string): Promise<boolean> =>
      (await isThere(fileOf(blobName))) || isThere(asideOf(blobName)),
    remove,
    setAside,
    bringBack,
    listAside,
    list,
    sweepSpool,
    seal: (bytes: Uint8Array) => sealPack(master, bytes),
    unseal: (pack: Uint8Array) => unsealPack(master, pack),
  }
}

function lengthOrZero(fileLength: number): number {
  try {
    return plainLength(fileLength)
  } catch {
    return 0
  }
}

async function isThere(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null
}

async function unlinkIfThere(file: string): Promise<void> {
  await unlink(file).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error
  })
}
