import { describe, expect, test } from 'vitest'
import { dicomJson } from './attributes'
import { cineRate } from './cine-rate'
import { ImageTimeout, imageErrorText, withTimeout } from './image-error'

describe('images that cannot be shown', () => {
  test('a decoder that never answers is given up on', async () => {
    await expect(withTimeout(new Promise(() => undefined), 5)).rejects.toBeInstanceOf(ImageTimeout)
    await expect(withTimeout(Promise.resolve(1), 1000)).resolves.toBe(1)
  })

  test('says what is the matter', () => {
    expect(imageErrorText(new ImageTimeout(''), '')).toMatch(/in time/)
    expect(imageErrorText({ status: 404 }, '')).toMatch(/no longer/)
    expect(imageErrorText({ status: 0 }, '')).toMatch(/connection/)
    expect(imageErrorText({ status: 503 }, '')).toMatch(/Try again/)
    expect(imageErrorText(new Error('decoder'), '1.2.840.10008.1.2.4.51')).toMatch(/JPEG Extended, 12 bit/)
    expect(imageErrorText(new Error('decoder'), '1.2.3')).toMatch(/transfer syntax 1\.2\.3/)
  })
})

describe('cine rate', () => {
  test('is the one the object asks for', () => {
    expect(cineRate(dicomJson({ RecommendedDisplayFrameRate: [24], CineRate: [30] }))).toBe(24)
    expect(cineRate(dicomJson({ CineRate: [30] }))).toBe(30)
    expect(cineRate(dicomJson({ FrameTime: [40] }))).toBe(25)
  })

  test('is usable where the object asks for none or for nonsense', () => {
    expect(cineRate(undefined)).toBe(15)
    expect(cineRate(dicomJson({ FrameTime: [0] }))).toBe(15)
    expect(cineRate(dicomJson({ CineRate: [5000] }))).toBe(60)
  })
})
