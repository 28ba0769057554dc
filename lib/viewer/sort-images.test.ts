import { describe, expect, test } from 'vitest'
import { dicomJson, type DicomJsonObject } from './attributes'
import type { StackImage } from './image-stack'
import { sortImages } from './sort-images'

function image(name: string, InstanceNumber: number | null): StackImage {
  return { imageId: name, SOPInstanceUID: name, InstanceNumber, frame: 1, TransferSyntaxUID: '' }
}

const axial = [1, 0, 0, 0, 1, 0]
const at = (z: number, InstanceNumber: number, orientation = axial): DicomJsonObject =>
  dicomJson({
    ImagePositionPatient: [0, 0, z],
    ImageOrientationPatient: orientation,
    InstanceNumber: [InstanceNumber],
  })

function names(objects: Record<string, DicomJsonObject>, images: StackImage[]): string {
  return sortImages(images, (one) => objects[one.imageId])
    .map((one) => one.imageId)
    .join('')
}

describe('sorting images', () => {
  test('by place in the patient, where numbers and places disagree', () => {
    const objects = { a: at(0, 1), b: at(10, 2), c: at(5, 3), d: at(20, 4) }
    expect(names(objects, [image('a', 1), image('b', 2), image('c', 3), image('d', 4)])).toBe('acbd')
  })

  test('in the direction the sender numbered', () => {
    const objects = { a: at(20, 1), b: at(10, 2), c: at(0, 3) }
    expect(names(objects, [image('c', 3), image('a', 1), image('b', 2)])).toBe('abc')
  })

  test('mixed orientations and images without a place keep their numbers', () => {
    const objects = { a: at(9, 1), b: at(1, 2, [0, 1, 0, 0, 0, -1]), c: at(5, 3) }
    expect(names(objects, [image('c', 3), image('b', 2), image('a', 1)])).toBe('abc')
    expect(names({}, [image('b', 2), image('x', null), image('a', 1)])).toBe('abx')
  })

  test('images at one place stay in the order of their numbers', () => {
    const objects = { a: at(0, 1), b: at(0, 2), c: at(5, 3) }
    expect(names(objects, [image('b', 2), image('a', 1), image('c', 3)])).toBe('abc')
  })
})
