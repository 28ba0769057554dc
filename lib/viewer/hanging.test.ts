import { describe, expect, test } from 'vitest'
import { hangingReducer, initialHanging } from './hanging'
import type { ImageStack } from './image-stack'

function stack(stackId: string, Modality: string, count = 1): ImageStack {
  return {
    stackId,
    study: { studyId: 's', StudyInstanceUID: '1', StudyDate: '', StudyDescription: '', prior: false },
    SeriesInstanceUID: stackId,
    SeriesNumber: null,
    SeriesDescription: '',
    Modality,
    Laterality: '',
    images: Array.from({ length: count }, (_, index) => ({
      imageId: `${stackId}/${index}`,
      SOPInstanceUID: `${index}`,
      InstanceNumber: index,
      frame: 1,
      TransferSyntaxUID: '',
    })),
    multiFrame: false,
    noImage: '',
    thumbnailUrl: '',
  }
}

describe('hanging', () => {
  test('a CT opens with its first series that has images', () => {
    const hanging = initialHanging([stack('sr', 'SR', 0), stack('a', 'CT', 60), stack('b', 'CT', 60)])
    expect(hanging).toMatchObject({ layout: '1x1', hung: ['a', null, null, null] })
  })

  test('two radiographs hang beside each other', () => {
    expect(initialHanging([stack('pa', 'CR'), stack('lat', 'CR')])).toMatchObject({
      layout: '1x2',
      hung: ['pa', 'lat', null, null],
    })
  })

  test('a study without images hangs nothing', () => {
    expect(initialHanging([stack('sr', 'SR', 0)]).hung).toEqual([null, null, null, null])
  })

  test('a prior goes beside what is being read, never on top of it', () => {
    const start = initialHanging([stack('a', 'CT', 60)])
    expect(hangingReducer(start, { type: 'compare', stackId: 'old' })).toMatchObject({
      layout: '1x2',
      hung: ['a', 'old', null, null],
      active: 0,
    })
  })

  test('a larger layout fills with what is not hung yet', () => {
    const stacks = [stack('a', 'CT'), stack('b', 'CT'), stack('sr', 'SR', 0)]
    const next = hangingReducer(initialHanging(stacks), { type: 'layout', layout: '2x2', stacks })
    expect(next.hung).toEqual(['a', 'b', null, null])
  })

  test('a smaller layout keeps what the reader was looking at', () => {
    const stacks = [stack('a', 'CT'), stack('b', 'CT')]
    let state = hangingReducer(initialHanging(stacks), { type: 'layout', layout: '1x2', stacks })
    state = hangingReducer(state, { type: 'activate', pane: 1 })
    expect(hangingReducer(state, { type: 'layout', layout: '1x1', stacks })).toMatchObject({
      hung: ['b', 'b', null, null],
      active: 0,
    })
  })

  test('stepping through series skips what has no image and stops at the ends', () => {
    const stacks = [stack('a', 'CT'), stack('sr', 'SR', 0), stack('b', 'CT')]
    const next = hangingReducer(initialHanging(stacks), { type: 'step', by: 1, stacks })
    expect(next.hung[0]).toBe('b')
    expect(hangingReducer(next, { type: 'step', by: 1, stacks })).toBe(next)
  })
})
