import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { displayPixels } from './display-pixels'
import type { DecodedFrame, DecodedPhotometric, Samples } from './frames'
import type { ImageAttributes } from './image-attributes'
import { modalityValues } from './modality-value'
import { renderFrame } from './render-frame'
import { testAttributes } from './test-attributes'

function frame(pixels: Samples, changes: Partial<ImageAttributes> = {}): DecodedFrame {
  const attributes = testAttributes({ Rows: 1, Columns: pixels.length, ...changes })
  return {
    rows: attributes.Rows,
    columns: attributes.Columns,
    samplesPerPixel: attributes.SamplesPerPixel === 3 ? 3 : 1,
    photometricInterpretation: attributes.PhotometricInterpretation as DecodedPhotometric,
    bitsStored: attributes.BitsStored,
    pixels,
    attributes,
  }
}
const show = (...input: Parameters<typeof frame>) => [...displayPixels(frame(...input), {}).data]
const window = { windows: [{ center: 128, width: 256 }] }

describe('grey images', () => {
  it('follows the window of PS3.3 C.11.2.1.2 to the letter', () => {
    expect(show(Uint16Array.of(0, 1, 127, 128, 255, 300), window)).toEqual([0, 1, 127, 128, 255, 255])
  })

  it('applies rescale before the window', () => {
    const ct = { ...window, RescaleSlope: 2, RescaleIntercept: -100 }
    expect(show(Int16Array.of(50, 114, 200, -5), ct)).toEqual([0, 128, 255, 0])
  })

  it('prefers the window asked for', () => {
    const shown = displayPixels(frame(Uint16Array.of(0, 1000, 2000), window), {
      windowCenter: 1000,
      windowWidth: 2000,
    })
    expect([...shown.data]).toEqual([0, 128, 255])
  })

  it('shows MONOCHROME1 and INVERSE the other way round, once', () => {
    const dark = { ...window, PhotometricInterpretation: 'MONOCHROME1', PresentationLUTShape: 'INVERSE' }
    expect(show(Uint16Array.of(0, 255), dark)).toEqual([255, 0])
  })

  it('uses Modality and VOI tables, whose ends repeat', () => {
    const modalityLut = { first: 10, bits: 16, values: Uint16Array.of(0, 100, 200) }
    const voiLuts = [{ first: 100, bits: 16, values: Uint16Array.of(0, 4095) }]
    expect(show(Uint16Array.of(0, 11, 12, 999), { modalityLut, voiLuts })).toEqual([0, 0, 255, 255])
  })

  it('keeps padding black and out of the suggested window', () => {
    expect(show(Int16Array.of(-2000, 100, 150, 200), { Modality: 'CT', PixelPaddingValue: -2000 })).toEqual([
      0, 0, 128, 255,
    ])
  })

  it('shows floats and single bits', () => {
    expect(show(Float32Array.of(0, 0.5, 1))).toEqual([0, 128, 255])
    expect(show(Uint8Array.of(0, 1), { BitsAllocated: 1 })).toEqual([0, 255])
  })
})

it('paints palettes, 8 and 16 bit', () => {
  const lut = (...values: number[]) => ({ first: 0, bits: 16, values: Uint16Array.from(values) })
  const wide = { red: lut(0, 0xff00), green: lut(0x8000, 0x0100), blue: lut(1, 255) }
  expect(
    show(Uint8Array.of(0, 1), {
      PhotometricInterpretation: 'PALETTE COLOR',
      BitsAllocated: 8,
      palette: wide,
    }),
  ).toEqual([0, 128, 1, 255, 1, 255])
})

it('gives models brighter for more, padding as dark as the darkest', () => {
  const values = modalityValues(
    frame(Int16Array.of(5, 9, -99), { PhotometricInterpretation: 'MONOCHROME1', PixelPaddingValue: -99 }),
  )
  expect([...values]).toEqual([-5, -9, -9])
})

describe('rendered', () => {
  const image = frame(new Uint8Array(200 * 100).fill(7), { Rows: 100, Columns: 200, BitsAllocated: 8 })

  it('keeps the aspect inside the viewport', async () => {
    const meta = await sharp(await renderFrame(image, { width: 100, height: 100 })).metadata()
    expect(meta).toMatchObject({ format: 'jpeg', width: 100, height: 50, channels: 1 })
  })

  it('is a PNG of the same size where asked', async () => {
    expect(await sharp(await renderFrame(image, { format: 'png' })).metadata()).toMatchObject({
      format: 'png',
      width: 200,
      height: 100,
    })
  })
})
