import { closeSync, fsync, openSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { errorCode } from './storage-error'

const flushed = promisify(fsync)

interface Syncing {
  /** Began before whoever asks now, so that it may not cover what they did. */
  running: Promise<void>
  next: Promise<void> | null
}

const folders = new Map<string, Syncing>()

/**
 * Makes the names in a folder durable: without it a renamed file can be gone after a power cut. Whoever asks while a
 * flush is under way shares the one that follows it.
 */
export function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and NTFS journals names by itself.
  if (process.platform === 'win32') return Promise.resolve()
  const syncing = folders.get(folder)
  if (!syncing) return begin(folder)
  syncing.next ??= syncing.running.catch(() => undefined).then(() => begin(folder))
  return syncing.next
}

function begin(folder: string): Promise<void> {
  const syncing: Syncing = { running: sync(folder), next: null }
  folders.set(folder, syncing)
  const end = () => {
    if (folders.get(folder) === syncing && !syncing.next) folders.delete(folder)
  }
  syncing.running.then(end, end)
  return syncing.running
}

async function sync(folder: string): Promise<void> {
  const descriptor = openSync(folder, 'r')
  try {
    await flushed(descriptor)
  } finally {
    closeSync(descriptor)
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
