import { parentPort } from 'node:worker_threads'
import { AppError } from '@/lib/errors'
import type { DecodedFrame, EncodedFrame } from '../frames'
import type { PoolReply } from '../worker-pool'
import { decodeSamples } from './decode-samples'
import { loadCodecs } from './native-codecs'

export type DecodeAnswer =
  { warm: true } | { frame: DecodedFrame } | { code: 'not-acceptable'; message: string }

/** A codec's memory never shrinks: after an image this large the thread goes and takes it along. */
const largeSamples = 24 * 1024 * 1024

parentPort?.on('message', (frame: EncodedFrame | null) => void answer(frame))

async function answer(frame: EncodedFrame | null): Promise<void> {
  try {
    if (!frame) {
      await loadCodecs()
      reply({ warm: true })
      return
    }
    const decoded = await decodeSamples(frame)
    const retire = decoded.pixels.length > largeSamples
    reply({ frame: decoded }, { transfer: [decoded.pixels.buffer], retire })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // A codec that stumbled over damaged data shall not decode the next patient's image.
    reply({ code: 'not-acceptable', message: error.message }, { retire: error.cause !== undefined })
  }
}

function reply(
  answer: DecodeAnswer,
  { transfer = [], retire = false }: { transfer?: ArrayBuffer[]; retire?: boolean } = {},
): void {
  parentPort?.postMessage({ answer, retire } satisfies PoolReply, transfer)
}
