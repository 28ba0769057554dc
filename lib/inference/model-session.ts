import { InferenceSession, Tensor } from 'onnxruntime-node'
import { AppError } from '@/lib/errors'
import type { GreyImage } from './grey-image'
import type { ModelCard } from './model-card'
import { preprocess } from './preprocess'
import { readOutputs, type InferenceResult } from './read-outputs'

export interface ModelSession {
  run(image: GreyImage): Promise<InferenceResult>
  /** The outputs as they leave the model, before gate and calibration. */
  outputsOf(image: GreyImage): Promise<RawOutputs>
}

interface RawOutputs {
  logits: Float32Array
  gate: number
}

const timeLimitMs = 10_000

/** Opens a verified model and lets it look at an empty image once, so that the first patient does not wait for it. */
export async function openSession(card: ModelCard, model: Uint8Array): Promise<ModelSession> {
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 2,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Threads that wait shall sleep: the machine has other work between two studies.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
  const outputs = [card.outputs.logits, card.outputs.gate]
  if (!session.inputNames.includes(card.input.name))
    throw new Error(`The model has no input ${card.input.name}`)
  const missing = outputs.find((name) => !session.outputNames.includes(name))
  if (missing) throw new Error(`The model has no output ${missing}`)

  async function infer(input: Float32Array): Promise<RawOutputs> {
    const { size, name } = card.input
    const answer = await session.run({ [name]: new Tensor('float32', input, [1, 1, size, size]) }, outputs)
    const logits = answer[card.outputs.logits]?.data
    const gate = answer[card.outputs.gate]?.data
    if (!(logits instanceof Float32Array) || !(gate instanceof Float32Array) || gate.length !== 1) {
      throw new AppError('internal', 'The model answered in another form than its card says.')
    }
    return { logits, gate: gate[0] ?? NaN }
  }

  await infer(new Float32Array(card.input.size ** 2))
  const outputsOf = (image: GreyImage): Promise<RawOutputs> =>
    within(timeLimitMs, infer(preprocess(image, card.input)))
  return { outputsOf, run: async (image) => readOutputs(card, await outputsOf(image)) }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError('unavailable', `The model took longer than ${ms / 1000} s.`)),
      ms,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
