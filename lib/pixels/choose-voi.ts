import type { Samples } from './frames'
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

function suggestedVoi(source: GreySource): Voi {
  const { attributes } = source
  const values = valuesOf(source)
  const total = values.reduce((sum, { count }) => sum + count, 0)
  const cut = projections.includes(attributes.Modality) ? Math.floor(total * outliers) : 0
  return rangeVoi(atRank(values, cut), atRank(values, total - 1 - cut))
}

interface Value {
  value: number
  count: number
}

/** Modality values of a sample of the picture without its padding, ascending, each with how often it occurs. */
function valuesOf({ pixels, storedOf, attributes }: GreySource): Value[] {
  const modality = modalityFunction(attributes)
  const isPadding = paddingTest(attributes)
  const values: Value[] = []
  for (const [cell, count] of cellCounts(pixels)) {
    const stored = storedOf ? storedOf(cell) : cell
    if (Number.isFinite(stored) && !isPadding(stored)) values.push({ value: modality(stored), count })
  }
  return values.sort((a, b) => a.value - b.value)
}

/** Counted in a table where a cell has 16 bits at most: sorting hundreds of thousands of values takes longer than the rest. */
function cellCounts(pixels: Samples): Iterable<[cell: number, count: number]> {
  const step = Math.max(1, Math.floor(pixels.length / samples))
  const isFloat = pixels instanceof Float32Array || pixels instanceof Float64Array
  if (isFloat || pixels.BYTES_PER_ELEMENT > 2) {
    const counts = new Map<number, number>()
    for (let i = 0; i < pixels.length; i += step) {
      const cell = pixels[i] ?? 0
      counts.set(cell, (counts.get(cell) ?? 0) + 1)
    }
    return counts
  }
  const range = 2 ** (8 * pixels.BYTES_PER_ELEMENT)
  const counts = new Uint32Array(range)
  for (let i = 0; i < pixels.length; i += step) {
    const at = (pixels[i] ?? 0) & (range - 1)
    counts[at] = (counts[at] ?? 0) + 1
  }
  const isSigned = pixels instanceof Int8Array || pixels instanceof Int16Array
  const found: [number, number][] = []
  for (const [at, count] of counts.entries()) {
    if (count > 0) found.push([isSigned && at >= range / 2 ? at - range : at, count])
  }
  return found
}

function atRank(values: readonly Value[], rank: number): number {
  let below = 0
  for (const { value, count } of values) {
    below += count
    if (rank < below) return value
  }
  return 0
}
