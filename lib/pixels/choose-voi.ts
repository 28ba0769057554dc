import type { DecodedFrame } from './frames'
import { modalityFunction, paddingTest } from './modality-value'
import { lutVoi, rangeVoi, windowVoi, type Voi } from './voi'

export interface WindowRequest {
  windowCenter?: number
  windowWidth?: number
}

/** Modalities whose few bright and dark outliers (markers, collimator, metal) would flatten the rest. */
const projections = ['CR', 'DX', 'DR', 'MG', 'IO', 'PX', 'RG', 'RF', 'XA']
const outliers = 0.005
const samples = 200_000

/** The window asked for; else the first of the object, else its VOI LUT, else what the values themselves suggest. */
export function chooseVoi(frame: DecodedFrame, { windowCenter, windowWidth }: WindowRequest): Voi {
  const { windows, voiLuts, VOILUTFunction } = frame.attributes
  if (windowCenter !== undefined && windowWidth !== undefined)
    return windowVoi(windowCenter, windowWidth, VOILUTFunction)
  const [window] = windows
  if (window) return windowVoi(window.center, window.width, VOILUTFunction)
  const [lut] = voiLuts
  if (lut) return lutVoi(lut)
  return suggestedVoi(frame)
}

function suggestedVoi(frame: DecodedFrame): Voi {
  const modality = modalityFunction(frame.attributes)
  const isPadding = paddingTest(frame.attributes)
  const { pixels } = frame
  const step = Math.max(1, Math.floor(pixels.length / samples))
  const values: number[] = []
  for (let i = 0; i < pixels.length; i += step) {
    const stored = pixels[i] ?? 0
    if (Number.isFinite(stored) && !isPadding(stored)) values.push(modality(stored))
  }
  const sorted = Float64Array.from(values).sort()
  const cut = projections.includes(frame.attributes.Modality) ? Math.floor(sorted.length * outliers) : 0
  return rangeVoi(sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? 0)
}
