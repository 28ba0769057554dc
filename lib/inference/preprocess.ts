import { AppError } from '@/lib/errors'
import type { GreyImage } from './grey-image'
import type { ModelCard } from './model-card'
import { percentiles } from './percentiles'
import { triangleWeights, type Resampling } from './triangle-weights'

/**
 * `pad-square-triangle-percentile-v1`: pad to a square with the image's minimum, shrink with a triangle filter,
 * stretch between two percentiles to 0…1. Must agree with the training code (models/…/train/preprocess.py).
 * @throws AppError unprocessable where a value is not a number.
 */
export function preprocess(
  image: GreyImage,
  { size, percentiles: wanted }: ModelCard['input'],
): Float32Array {
  const minimum = lowest(image.values)
  const square = resizePadded(image, size, minimum)
  const [low = 0, high = 0] = percentiles(square, wanted)
  const result = new Float32Array(square.length)
  if (high === low) return result
  for (let i = 0; i < square.length; i += 1) {
    result[i] = Math.min(1, Math.max(0, ((square[i] ?? 0) - low) / (high - low)))
  }
  return result
}

function lowest(values: Float32Array): number {
  let minimum = Infinity
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0
    if (!Number.isFinite(value))
      throw new AppError('unprocessable', 'The image has values that are not numbers.')
    if (value < minimum) minimum = value
  }
  return minimum
}

/**
 * The resized square, without building the padded one: measured from the minimum the padding is zero, so only
 * picture rows and columns add to a sum whose weights are those of the square.
 */
function resizePadded({ rows, columns, values }: GreyImage, size: number, minimum: number): Float64Array {
  const side = Math.max(rows, columns)
  const resampling = triangleWeights(side, size)
  const narrow = shrinkRows({ values, rows, columns, left: (side - columns) >> 1, minimum }, resampling, size)
  const top = (side - rows) >> 1
  const square = new Float64Array(size * size).fill(minimum)
  for (let y = 0; y < size; y += 1) {
    const weights = resampling.weights[y] ?? new Float64Array(0)
    const first = (resampling.first[y] ?? 0) - top
    for (let n = 0; n < weights.length; n += 1) {
      const row = first + n
      if (row < 0 || row >= rows) continue
      const weight = weights[n] ?? 0
      const from = row * size
      const to = y * size
      for (let x = 0; x < size; x += 1)
        square[to + x] = (square[to + x] ?? 0) + weight * (narrow[from + x] ?? 0)
    }
  }
  return square
}

interface Strip {
  values: Float32Array
  rows: number
  columns: number
  left: number
  minimum: number
}

/** Row by row, so that what is read lies together: this loop takes most of the time. */
function shrinkRows(
  { values, rows, columns, left, minimum }: Strip,
  resampling: Resampling,
  size: number,
): Float64Array {
  const taps = Array.from({ length: size }, (_, x) => {
    const weights = resampling.weights[x] ?? new Float64Array(0)
    const first = (resampling.first[x] ?? 0) - left
    const from = Math.max(0, -first)
    const inside = weights.subarray(from, Math.max(from, Math.min(weights.length, columns - first)))
    return { first: first + from, weights: inside }
  })
  const narrow = new Float64Array(rows * size)
  const line = new Float64Array(columns)
  for (let row = 0; row < rows; row += 1) {
    for (let x = 0; x < columns; x += 1) line[x] = (values[row * columns + x] ?? 0) - minimum
    for (let x = 0; x < size; x += 1) {
      const tap = taps[x]
      if (tap) narrow[row * size + x] = weighted(line, tap.first, tap.weights)
    }
  }
  return narrow
}

function weighted(line: Float64Array, first: number, weights: Float64Array): number {
  let sum = 0
  for (let n = 0; n < weights.length; n += 1) sum += (weights[n] ?? 0) * (line[first + n] ?? 0)
  return sum
}
