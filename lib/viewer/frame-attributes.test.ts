import { expect, test } from 'vitest'
import { dicomJson, numbers, type DicomJsonObject } from './attributes'
import { frameAttributes } from './frame-attributes'

const group = (content: DicomJsonObject) => ({ vr: 'SQ', Value: [content] })

const object = dicomJson({
  Rows: [64],
  SharedFunctionalGroupsSequence: [{ '00289110': group(dicomJson({ PixelSpacing: [2, 2] })) }],
  PerFrameFunctionalGroupsSequence: [
    { '00209113': group(dicomJson({ ImagePositionPatient: [0, 0, 1] })) },
    {
      '00209113': group(dicomJson({ ImagePositionPatient: [0, 0, 9] })),
      '00289110': group(dicomJson({ PixelSpacing: [3, 3] })),
    },
  ],
})

test('a frame has its own place and the shared spacing', () => {
  expect(numbers(frameAttributes(object, 1), 'ImagePositionPatient')).toEqual([0, 0, 1])
  expect(numbers(frameAttributes(object, 1), 'PixelSpacing')).toEqual([2, 2])
  expect(numbers(frameAttributes(object, 1), 'Rows')).toEqual([64])
})

test('what is said of the frame wins over what is shared', () => {
  expect(numbers(frameAttributes(object, 2), 'PixelSpacing')).toEqual([3, 3])
  expect(numbers(frameAttributes(object, 2), 'ImagePositionPatient')).toEqual([0, 0, 9])
})

test('an object without functional groups stays the same object', () => {
  const plain = dicomJson({ Rows: [64] })
  expect(frameAttributes(plain, 1)).toBe(plain)
})
