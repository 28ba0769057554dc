import { parentPort } from 'node:worker_threads'
import { AppError } from '@/lib/errors'
import { reencodeSamples, type ReencodedFrame } from '../encode/reencode-samples'
import type { DecodedFrame, EncodedFrame } from '../frames'
import type { PoolReply } from '../worker-pool'
import { decodeSamples } from './decode-samples'
import { loadCodecs } from './native-codecs'

/** null warms the thread; with a `target` the frame is encoded anew. */
export type PixelTask = null | { frame: EncodedFrame; target?: string }

export type PixelAnswer =
  | { warm: true }
  | { frame: DecodedFrame }
  | { encoded: ReencodedFrame }
  | { code: 'not-acceptable'; message: string }

/** A codec's memory never shrinks: after an image this large the thread goes and takes it along. */
const largeSamples = 24 * 1024 * 1024

parentPort?.on('message', (task: PixelTask) => void answer(task))

async function answer(task: PixelTask): Promise<void> {
  try {
    if (!task) {
      await loadCodecs()
      reply({ warm: true })
      return
    }
    const { frame, target } = task
    if (target !== undefined) {
      const encoded = await reencodeSamples(frame, target)
      const { Rows, Columns, SamplesPerPixel } = frame.attributes
      const retire = Rows * Columns * SamplesPerPixel > largeSamples
      reply({ encoded }, { transfer: [encoded.bytes.buffer], retire })
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
  answer: PixelAnswer,
  { transfer = [], retire = false }: { transfer?: ArrayBuffer[]; retire?: boolean } = {},
): void {
  parentPort?.postMessage({ answer, retire } satisfies PoolReply, transfer)
}
