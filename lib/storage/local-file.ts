import { closeSync, fstatSync, open, read } from 'node:fs'
import { promisify } from 'node:util'
import type { SealedFile } from './blob-place'
import { errorCode } from './storage-error'

// By number and not by FileHandle, which costs more than the read of a small piece. What has been opened is described and
// closed without waiting for the disk, so that it is done at once: handing it to another thread takes a hundred times longer.
const openFile = promisify(open)

/** null when there is no such file. */
export async function openLocalFile(file: string): Promise<SealedFile | null> {
  const descriptor = await openFile(file, 'r').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (descriptor === null) return null
  try {
    const { size } = fstatSync(descriptor)
    return {
      size,
      read: (position, length) =>
        readAt(descriptor, position, Math.max(0, Math.min(length, size - position))),
      close: async () => closeSync(descriptor),
    }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

function readAt(descriptor: number, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  return new Promise((resolve, reject) => {
    let done = 0
    function next(): void {
      if (done === length) return resolve(buffer)
      read(descriptor, buffer, done, length - done, position + done, (error, bytesRead) => {
        if (error) return reject(error)
        if (bytesRead === 0) return resolve(buffer.subarray(0, done))
        done += bytesRead
        next()
      })
    }
    next()
  })
}
