import { renameSync } from 'node:fs'
import { mkdir, readdir, rename, stat, unlink, utimes } from 'node:fs/promises'
import path from 'node:path'
import { isBlobName, plainLength } from './blob-format'
import type { BlobPlace, KeptBlob } from './blob-place'
import { openLocalFile } from './local-file'
import { errorCode } from './storage-error'
import { makeFolder, syncFolder } from './sync-folder'

/** A folder on a local or mounted disk: `<folder>/blobs/ab/abcd…` for what is kept, `<folder>/aside`. */
export async function openLocalPlace(folder: string): Promise<BlobPlace> {
  const blobs = path.join(folder, 'blobs')
  const aside = path.join(folder, 'aside')
  await mkdir(blobs, { recursive: true, mode: 0o700 })
  await mkdir(aside, { recursive: true, mode: 0o700 })

  const fileOf = (blobName: string): string => {
    if (!isBlobName(blobName)) throw new Error('Not a blob name')
    return path.join(blobs, blobName.slice(0, 2), blobName)
  }
  const asideOf = (blobName: string): string => path.join(aside, path.basename(fileOf(blobName)))

  async function keep(blobName: string, file: string): Promise<void> {
    const final = fileOf(blobName)
    await makeFolder(path.dirname(final))
    // Quicker than a thread for it; only the flush is waited for.
    renameSync(file, final)
    await syncFolder(path.dirname(final))
  }

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

  async function* list(): AsyncGenerator<KeptBlob> {
    for (const fan of (await readdir(blobs)).sort()) {
      for (const blobName of (await readdir(path.join(blobs, fan))).filter(isBlobName)) {
        const found = await stat(fileOf(blobName)).catch(() => null)
        if (found) yield { blobName, modifiedAt: found.mtime, byteLength: plainLengthOr0(found.size) }
      }
    }
  }

  return {
    keep,
    open: async (blobName) =>
      (await openLocalFile(fileOf(blobName))) ?? (await openLocalFile(asideOf(blobName))),
    has: async (blobName) => (await isThere(fileOf(blobName))) || isThere(asideOf(blobName)),
    remove: async (blobName) => {
      await unlinkIfThere(fileOf(blobName))
      await unlinkIfThere(asideOf(blobName))
    },
    list,
    setAside,
    bringBack,
    listAside,
  }
}

/** 0 for a file that is too short to be a blob. */
export function plainLengthOr0(fileLength: number): number {
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
