import { createHash, type Hash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, unlinkSync, writevSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { chunkLength, sealChunk } from './blob-format'
import type { SealingAnswer, SealingRequest } from './sealing-request'
import { errorCode } from './storage-error'

/**
 * The thread that hashes, encrypts, writes and flushes blobs. All of it waits here for the disk, without holding up
 * those who read and receive; and in one go, as each change of threads costs more than the work on a busy machine.
 */
interface Job {
  file: string
  blobName: string
  dataKey: Buffer
  hash: Hash
  index: number
  descriptor: number
}

const jobs = new Map<number, Job>()

parentPort?.on('message', (request: SealingRequest) => {
  const { job } = request
  try {
    const sha256 = request.op === 'write' ? write(request) : drop(job)
    answer(sha256 ? { job, sha256 } : { job })
  } catch (error) {
    drop(job)
    const message = error instanceof Error ? error.message : String(error)
    answer({ job, error: { code: errorCode(error), message } })
  }
})

function answer(message: SealingAnswer): void {
  parentPort?.postMessage(message)
}

function write(request: SealingRequest & { op: 'write' }): Uint8Array | null {
  const { begin, chunks, lastLength, isLast } = request
  const buffers: Uint8Array[] = []
  if (begin) {
    const { file, blobName, header, dataKey } = begin
    const descriptor = openSync(file, 'wx', 0o600)
    const hash = createHash('sha256')
    jobs.set(request.job, { file, blobName, dataKey: Buffer.from(dataKey), hash, index: 0, descriptor })
    buffers.push(header)
  }
  const job = jobOf(request.job)
  chunks.forEach((chunk, i) => {
    const ends = i === chunks.length - 1
    const plain = new Uint8Array(chunk, 0, ends ? lastLength : chunkLength)
    job.hash.update(plain)
    const place = { blobName: job.blobName, index: job.index, isLast: isLast && ends }
    buffers.push(...sealChunk(job.dataKey, place, plain))
    job.index += 1
  })
  writeAll(job.descriptor, buffers)
  if (!isLast) return null
  fsyncSync(job.descriptor)
  closeSync(job.descriptor)
  jobs.delete(request.job)
  return new Uint8Array(job.hash.digest())
}

function writeAll(descriptor: number, buffers: Uint8Array[]): void {
  let left = buffers
  while (left.length > 0) {
    let skip = writevSync(descriptor, left)
    left = left.flatMap((buffer) => {
      const rest = buffer.subarray(Math.min(skip, buffer.length))
      skip = Math.max(skip - buffer.length, 0)
      return rest.length > 0 ? [rest] : []
    })
  }
}

function drop(number: number): null {
  const job = jobs.get(number)
  if (!job) return null
  jobs.delete(number)
  try {
    closeSync(job.descriptor)
    unlinkSync(job.file)
  } catch {
    // Gone already, or the sweep of the spool removes it.
  }
  return null
}

function jobOf(number: number): Job {
  const job = jobs.get(number)
  if (!job) throw new Error('A blob is written that was given up.')
  return job
}
