import { chunkLength } from './blob-format'

const free: SharedArrayBuffer[] = []
const mostFree = 128

/** Memory for one chunk of plaintext, used again and again: making and dropping it for each costs more than filling it. */
export function takeChunk(): SharedArrayBuffer {
  return free.pop() ?? new SharedArrayBuffer(chunkLength)
}

export function giveBackChunk(chunk: SharedArrayBuffer): void {
  if (free.length < mostFree) free.push(chunk)
}
