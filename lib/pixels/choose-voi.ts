import type { GreySource } from './grey-source'
import type { VoiFunction } from './image-attributes'
import { modalityFunction, paddingTest } from './modality-value'
import { lutVoi, rangeVoi, windowVoi, type Voi } from './voi'

export interface WindowRequest {
  windowCenter?: number
  windowWidth?: number
  /** Without it the object's own (PS3.3 C.11.2.1.3). */
  windowFunction?: VoiFunction
}

/** Modalities whose few bright and dark outliers (markers, collimator, metal) would flatten the rest. */
const projections = ['CR', 'DX', 'DR', 'MG', 'IO', 'PX', 'RG', 'RF', 'XA']
const outliers = 0.005
const samples = 200_000

/** The window asked for; else the first of the object, else its VOI LUT, else what the values themselves suggest. */
export function chooseVoi(
  frame: GreySource,
  { windowCenter, windowWidth, windowFunction }: WindowRequest,
): Voi {
  const { windows, voiLuts, VOILUTFunction } = frame.attributes
  if (windowCenter !== undefined && windowWidth !== undefined)
    return windowVoi(windowCenter, windowWidth, windowFunction ?? VOILUTFunction)
  const [window] = windows
  if (window) return windowVoi(window.center, window.width, VOILUTFunction)
  const [lut] = voiLuts
  if (lut) return lutVoi(lut)
  return suggestedVoi(frame)
}

function suggestedVoi({ pixels, storedOf, attributes }: GreySource): Voi {
  const modality = modalityFunction(attributes)
  const isPadding = paddingTest(attributes)
  const step = Math.max(1, Math.floor(pixels.length / samples))
  const sample = new Float64Array(Math.ceil(pixels.length / step))
  let count = 0
  for (let i = 0; i < pixels.length; i += step) {
    const cell = pixels[i] ?? 0
    const stored = storedOf ? storedOf(cell) : cell
    if (!Number.isFinite(stored) || isPadding(stored)) continue
    sample[count] = modality(stored)
    count += 1
  }
  const sorted = sample.subarray(0, count).sort()
  const cut = projections.includes(attributes.Modality) ? Math.floor(count * outliers) : 0
  return rangeVoi(sorted[cut] ?? 0, sorted[count - 1 - cut] ?? 0)
}
