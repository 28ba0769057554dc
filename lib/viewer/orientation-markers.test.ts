import { describe, expect, test } from 'vitest'
import { directionLetters, markersOfPatientSpace, markersOfProjection } from './orientation-markers'

describe('orientation markers', () => {
  test('an axial slice shows the patient from the feet: their left on the right of the screen', () => {
    expect(markersOfPatientSpace([1, 0, 0], [0, 1, 0])).toEqual({
      right: 'L',
      left: 'R',
      bottom: 'P',
      top: 'A',
    })
  })

  test('a tilted gantry names the second direction, the stronger one first', () => {
    expect(directionLetters([0, 0.9, -0.43])).toBe('PF')
    expect(directionLetters([0, 0.99, -0.1])).toBe('P')
    expect(directionLetters([0, 0, 0])).toBe('')
  })

  test('a chest radiograph is marked by its Patient Orientation', () => {
    expect(markersOfProjection(['L', 'F'], [1, 0], [0, 1])).toEqual({
      right: 'L',
      left: 'R',
      bottom: 'F',
      top: 'H',
    })
  })

  test('markers follow a mirrored and a turned image', () => {
    expect(markersOfProjection(['L', 'F'], [-1, 0], [0, 1])?.right).toBe('R')
    expect(markersOfProjection(['L', 'F'], [0, -1], [1, 0])).toEqual({
      right: 'H',
      left: 'F',
      bottom: 'L',
      top: 'R',
    })
  })

  test('nothing is invented where the object says nothing', () => {
    expect(markersOfProjection([], [1, 0], [0, 1])).toBeNull()
    expect(markersOfProjection(['L'], [1, 0], [0, 1])).toBeNull()
  })
})
