import { chooseVoi, type WindowRequest } from './choose-voi'
import type { DecodedFrame } from './frames'
import { greyOfDecoded, type GreySource } from './grey-source'
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
  return { channels: 1, data: greyPixels(greyOfDecoded(frame), request) }
}

/** Modality, VOI and presentation in one look-up for each sample (PS3.4 N.2.1). */
export function greyPixels(source: GreySource, request: WindowRequest): Uint8Array {
  const { pixels, storedOf, bits, attributes } = source
  const modality = modalityFunction(attributes)
  const voi = chooseVoi(source, request)
  const inverted = isInverted(attributes)
  const isPadding = paddingTest(attributes)
  const show = (cell: number): number => {
    const stored = storedOf ? storedOf(cell) : cell
    if (isPadding(stored)) return 0
    const shown = Math.round(voi(modality(stored)))
    return inverted ? 255 - shown : shown
  }
  if (pixels instanceof Uint16Array) return throughUnsigned(pixels, showTable(bits, show))
  if (pixels instanceof Int16Array) {
    // The same cells read as unsigned, by a table that is turned accordingly.
    const cells = new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.length)
    return throughUnsigned(
      cells,
      showTable(bits, (cell) => show((cell << 16) >> 16)),
    )
  }
  if (pixels instanceof Uint8Array) return throughBytes(pixels, showTable(bits, show))
  const data = new Uint8Array(pixels.length)
  for (let i = 0; i < data.length; i += 1) data[i] = show(pixels[i] ?? 0)
  return data
}

/** What each possible cell is shown as, worked out once instead of once a pixel. */
function showTable(bits: number, show: (cell: number) => number): Uint8Array {
  const table = new Uint8Array(2 ** bits)
  for (let cell = 0; cell < table.length; cell += 1) table[cell] = show(cell)
  return table
}

// One loop for each kind of array: a loop that meets several is compiled for none.
function throughUnsigned(pixels: Uint16Array, table: Uint8Array): Uint8Array {
  const data = new Uint8Array(pixels.length)
  const mask = table.length - 1
  for (let i = 0; i < data.length; i += 1) data[i] = table[(pixels[i] ?? 0) & mask] ?? 0
  return data
}

function throughBytes(pixels: Uint8Array, table: Uint8Array): Uint8Array {
  const data = new Uint8Array(pixels.length)
  const mask = table.length - 1
  for (let i = 0; i < data.length; i += 1) data[i] = table[(pixels[i] ?? 0) & mask] ?? 0
  return data
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
