import { close, fstat, open, read } from 'node:fs'
import { promisify } from 'node:util'
import type { SealedFile } from './blob-place'
import { errorCode } from './storage-error'

// By number and not by FileHandle, which costs more than the read of a small piece.
const openFile = promisify(open)
const closeFile = promisify(close)
const statFile = promisify(fstat)

/** null when there is no such file. */
export async function openLocalFile(file: string): Promise<SealedFile | null> {
  const descriptor = await openFile(file, 'r').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (descriptor === null) return null
  try {
    const { size } = await statFile(descriptor)
    return {
      size,
      read: (position, length) =>
        readAt(descriptor, position, Math.max(0, Math.min(length, size - position))),
      close: () => closeFile(descriptor),
    }
  } catch (error) {
    await closeFile(descriptor)
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
