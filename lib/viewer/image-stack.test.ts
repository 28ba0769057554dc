import { describe, expect, test } from 'vitest'
import type { SeriesDetail } from '@/lib/worklist/study-detail'
import { stacksOfSeries, type StackStudy } from './image-stack'

const study: StackStudy = {
  studyId: 'a',
  StudyInstanceUID: '1.2',
  StudyDate: '20240314',
  StudyDescription: 'CT HEAD',
  prior: false,
}

function series(...instances: Partial<SeriesDetail['instances'][number]>[]): SeriesDetail {
  return {
    SeriesInstanceUID: '1.2.3',
    Modality: 'US',
    SeriesNumber: 1,
    SeriesDescription: 'Cine',
    BodyPartExamined: '',
    Laterality: '',
    instances: instances.map((instance, index) => ({
      SOPInstanceUID: `1.2.3.${index + 1}`,
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
      InstanceNumber: index + 1,
      NumberOfFrames: 1,
      hasPixelData: true,
      TransferSyntaxUID: '1.2.840.10008.1.2.1',
      ViewPosition: '',
      ...instance,
    })),
  }
}

describe('stacks of a series', () => {
  test('single images make one stack in their order', () => {
    const [stack, ...others] = stacksOfSeries(study, series({ InstanceNumber: 2 }, { InstanceNumber: 1 }))
    expect(others).toEqual([])
    expect(stack?.images.map((image) => image.imageId)).toEqual([
      'wadors:/dicom-web/studies/1.2/series/1.2.3/instances/1.2.3.2/frames/1',
      'wadors:/dicom-web/studies/1.2/series/1.2.3/instances/1.2.3.1/frames/1',
    ])
  })

  test('every multi-frame object is a stack of its own', () => {
    const stacks = stacksOfSeries(study, series({}, { NumberOfFrames: 30 }, { NumberOfFrames: 2 }))
    expect(stacks.map((stack) => [stack.images.length, stack.multiFrame])).toEqual([
      [1, false],
      [30, true],
      [2, true],
    ])
    expect(stacks[1]?.images.at(-1)?.imageId).toMatch(/instances\/1\.2\.3\.2\/frames\/30$/)
  })

  test('a report is listed and says why there is no picture', () => {
    const stacks = stacksOfSeries(
      study,
      series({ hasPixelData: false, SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.33' }),
    )
    expect(stacks).toHaveLength(1)
    expect(stacks[0]?.noImage).toMatch(/structured report/)
    expect(stacks[0]?.images).toEqual([])
  })

  test('an empty series does not disappear', () => {
    expect(stacksOfSeries(study, series())[0]?.noImage).toMatch(/without pixel data/)
  })
})
