import { expect, test } from 'vitest'
import { dicomJson } from './attributes'
import { unshowable } from './unshowable'

const explicit = '1.2.840.10008.1.2.1'
const rle = '1.2.840.10008.1.2.5'

test('what the decoders would show wrongly is refused', () => {
  expect(unshowable(dicomJson({ PhotometricInterpretation: ['YBR_FULL_422'] }), explicit)).toMatch(
    /YBR_FULL_422/,
  )
  expect(unshowable(dicomJson({ BitsAllocated: [1] }), explicit)).toMatch(/one bit/)
  expect(unshowable(dicomJson({ BitsAllocated: [32] }), rle)).toMatch(/32 bit/)
  expect(unshowable(dicomJson({ BitsAllocated: [16], SamplesPerPixel: [3] }), rle)).toMatch(/colour/)
})

test('what they show rightly is not', () => {
  const jpeg = '1.2.840.10008.1.2.4.50'
  expect(unshowable(dicomJson({ PhotometricInterpretation: ['YBR_FULL_422'] }), jpeg)).toBe('')
  expect(unshowable(dicomJson({ BitsAllocated: [16], SamplesPerPixel: [1] }), rle)).toBe('')
  expect(unshowable(undefined, explicit)).toBe('')
})
