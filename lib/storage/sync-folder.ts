import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from './storage-error'

/** Makes the names in a folder durable: without it a renamed file can be gone after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and NTFS journals names by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const made = new Set<string>()

/** Makes a folder (0700) below one that exists, durably. Remembered: the store's folders are made once and stay. */
export async function makeFolder(folder: string): Promise<void> {
  if (made.has(folder)) return
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
  // Also when it is there: whoever made it may not have come to this.
  await syncFolder(path.dirname(folder))
  made.add(folder)
}
