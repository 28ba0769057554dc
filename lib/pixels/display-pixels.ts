import { chooseVoi, type WindowRequest } from './choose-voi'
import type { DecodedFrame } from './frames'
import type { Lut, Palette } from './image-attributes'
import { isInverted, modalityFunction, paddingTest } from './modality-value'

export interface DisplayPixels {
  channels: 1 | 3
  data: Uint8Array
}

/** Stored values to what a screen shows, 8 bit: modality, VOI and presentation in this order (PS3.4 N.2.1). */
export function displayPixels(frame: DecodedFrame, request: WindowRequest): DisplayPixels {
  if (frame.photometricInterpretation === 'RGB') return { channels: 3, data: colour(frame) }
  const { palette } = frame.attributes
  if (frame.photometricInterpretation === 'PALETTE COLOR' && palette)
    return { channels: 3, data: painted(frame, palette) }
  return { channels: 1, data: grey(frame, request) }
}

function grey(frame: DecodedFrame, request: WindowRequest): Uint8Array {
  const modality = modalityFunction(frame.attributes)
  const voi = chooseVoi(frame, request)
  const inverted = isInverted(frame.attributes)
  const isPadding = paddingTest(frame.attributes)
  const show = (stored: number): number => {
    if (isPadding(stored)) return 0
    const shown = Math.round(voi(modality(stored)))
    return inverted ? 255 - shown : shown
  }
  const { pixels } = frame
  const data = new Uint8Array(pixels.length)
  const table = showTable(frame, show)
  if (table)
    for (let i = 0; i < data.length; i += 1) data[i] = table.values[(pixels[i] ?? 0) - table.first] ?? 0
  else for (let i = 0; i < data.length; i += 1) data[i] = show(pixels[i] ?? 0)
  return data
}

/** Every possible stored value up to 16 bit, worked out once instead of once a pixel. */
function showTable(
  frame: DecodedFrame,
  show: (stored: number) => number,
): { first: number; values: Uint8Array } | null {
  const { pixels } = frame
  if (pixels instanceof Float32Array || pixels instanceof Float64Array || pixels.BYTES_PER_ELEMENT > 2)
    return null
  const signed = pixels instanceof Int8Array || pixels instanceof Int16Array
  const range = 2 ** (8 * pixels.BYTES_PER_ELEMENT)
  const first = signed ? -range / 2 : 0
  return { first, values: Uint8Array.from({ length: range }, (_, n) => show(first + n)) }
}

function colour({ pixels, bitsStored }: DecodedFrame): Uint8Array {
  if (pixels instanceof Uint8Array && bitsStored === 8) return pixels
  const scale = 255 / (2 ** bitsStored - 1)
  return Uint8Array.from(pixels, (value) => Math.round(value * scale))
}

function painted({ pixels }: DecodedFrame, { red, green, blue }: Palette): Uint8Array {
  const tables = [eightBit(red), eightBit(green), eightBit(blue)]
  const data = new Uint8Array(pixels.length * 3)
  for (const [channel, table] of tables.entries()) {
    const last = table.values.length - 1
    for (let i = 0; i < pixels.length; i += 1) {
      data[3 * i + channel] = table.values[Math.min(Math.max((pixels[i] ?? 0) - table.first, 0), last)] ?? 0
    }
  }
  return data
}

/** 16-bit entries lose their low byte; entries that never leave 8 bits are taken as they are. */
function eightBit({ first, values }: Lut): { first: number; values: Uint8Array } {
  const wide = values.some((value) => value > 255)
  return { first, values: Uint8Array.from(values, (value) => (wide ? value >> 8 : value)) }
}
