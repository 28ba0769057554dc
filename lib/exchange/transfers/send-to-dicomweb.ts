import { randomUUID } from 'node:crypto'
import { readInstanceBytes } from '@/lib/archive/read-instance'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import { itemsOf, textOf } from '@/lib/dicom/json-values'
import { AppError } from '@/lib/errors'
import { callDicomweb, type DicomwebPeer } from './call-dicomweb'

/** So much goes into one request: a failure costs no more than that. */
const instancesAtOnce = 50
const bytesAtOnce = 200_000_000

/**
 * STOW-RS to another archive (PS3.18 10.5): the stored bytes as they are, streamed, a few dozen instances a request.
 * @throws AppError with what the other side said
 */
export async function sendToDicomweb(
  peer: DicomwebPeer,
  instances: readonly LocatedInstance[],
  progress: (done: number) => Promise<void>,
): Promise<void> {
  let done = 0
  for (const batch of batchesOf(instances)) {
    await store(peer, batch)
    done += batch.length
    await progress(done)
  }
}

async function store(peer: DicomwebPeer, batch: readonly LocatedInstance[]): Promise<void> {
  const boundary = randomUUID()
  const answer = await callDicomweb(peer, '/studies', {
    method: 'POST',
    headers: {
      'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      accept: 'application/dicom+json',
    },
    body: streamOf(multipart(batch, boundary)),
    duplex: 'half',
  })
  if (answer.ok && answer.status === 200) {
    await answer.body?.cancel()
    return
  }
  const told: unknown = await answer.json().catch(() => null)
  const failed = failuresOf(told)
  if (answer.ok && failed === 0) return
  const words =
    failed > 0 ? `It refused ${failed} of ${batch.length} images.` : `It answered ${answer.status}.`
  throw new AppError('unavailable', `${peer.name} did not take the study. ${words}`)
}

async function* multipart(
  batch: readonly LocatedInstance[],
  boundary: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (const instance of batch) {
    yield Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`)
    yield* readInstanceBytes(instance) as AsyncIterable<Uint8Array<ArrayBuffer>>
    yield Buffer.from('\r\n')
  }
  yield Buffer.from(`--${boundary}--\r\n`)
}

/** Pulled as fast as the other side takes it. */
function streamOf(bytes: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    pull: async (controller) => {
      const next = await bytes.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: async () => void (await bytes.return(undefined)),
  })
}

/** Failures that are none: an instance that is there already is what was wanted. */
function failuresOf(answer: unknown): number {
  if (typeof answer !== 'object' || answer === null) return 0
  const failures = itemsOf(answer as Parameters<typeof itemsOf>[0], 'FailedSOPSequence')
  return failures.filter((item) => textOf(item, 'FailureReason') !== String(0x0111)).length
}

function* batchesOf(instances: readonly LocatedInstance[]): Generator<LocatedInstance[]> {
  let batch: LocatedInstance[] = []
  let bytes = 0
  for (const instance of instances) {
    if (batch.length >= instancesAtOnce || (batch.length > 0 && bytes + instance.byteLength > bytesAtOnce)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(instance)
    bytes += instance.byteLength
  }
  if (batch.length > 0) yield batch
}
