import type { SeriesDetail } from '@/lib/worklist/study-detail'
import { noImageReason } from './no-image-reason'

export interface StackImage {
  imageId: string
  SOPInstanceUID: string
  InstanceNumber: number | null
  /** From 1. */
  frame: number
  TransferSyntaxUID: string
}

export interface StackStudy {
  studyId: string
  StudyInstanceUID: string
  StudyDate: string
  StudyDescription: string
  prior: boolean
}

/** What can be hung in a pane: the single images of a series, or one multi-frame object. */
export interface ImageStack {
  stackId: string
  study: StackStudy
  SeriesInstanceUID: string
  SeriesNumber: number | null
  SeriesDescription: string
  Modality: string
  Laterality: string
  images: StackImage[]
  multiFrame: boolean
  /** Why there is nothing to show; '' when there is. */
  noImage: string
  thumbnailUrl: string
}

const root = '/dicom-web/studies'

/** The stacks of one series, in the order in which their images were numbered by the sender. */
export function stacksOfSeries(study: StackStudy, series: SeriesDetail): ImageStack[] {
  const seriesUrl = `${root}/${study.StudyInstanceUID}/series/${series.SeriesInstanceUID}`
  const shown = series.instances.filter((instance) => instance.hasPixelData)
  const singles = shown.filter((instance) => instance.NumberOfFrames <= 1).sort(byInstanceNumber)
  const multis = shown.filter((instance) => instance.NumberOfFrames > 1).sort(byInstanceNumber)
  const describe = { ...fields(series), study }

  const stack = (stackId: string, images: StackImage[], multiFrame: boolean): ImageStack => {
    const middle = images[Math.floor((images.length - 1) / 2)]
    return {
      ...describe,
      stackId,
      images,
      multiFrame,
      noImage: '',
      thumbnailUrl: middle
        ? `${seriesUrl}/instances/${middle.SOPInstanceUID}/frames/${middle.frame}/thumbnail`
        : '',
    }
  }
  const stacks: ImageStack[] = []
  if (singles.length > 0) {
    stacks.push(
      stack(
        series.SeriesInstanceUID,
        singles.map((instance) => image(seriesUrl, instance, 1)),
        false,
      ),
    )
  }
  for (const instance of multis) {
    const frames = Array.from({ length: instance.NumberOfFrames }, (_, index) =>
      image(seriesUrl, instance, index + 1),
    )
    stacks.push(stack(`${series.SeriesInstanceUID}/${instance.SOPInstanceUID}`, frames, true))
  }
  if (stacks.length === 0) {
    stacks.push({
      ...describe,
      stackId: series.SeriesInstanceUID,
      images: [],
      multiFrame: false,
      noImage: noImageReason(series.instances[0]?.SOPClassUID ?? '', series.Modality),
      thumbnailUrl: '',
    })
  }
  return stacks
}

type Instance = SeriesDetail['instances'][number]

function byInstanceNumber(a: Instance, b: Instance): number {
  return (a.InstanceNumber ?? Infinity) - (b.InstanceNumber ?? Infinity) || 0
}

function image(seriesUrl: string, instance: Instance, frame: number): StackImage {
  return {
    imageId: `wadors:${seriesUrl}/instances/${instance.SOPInstanceUID}/frames/${frame}`,
    SOPInstanceUID: instance.SOPInstanceUID,
    InstanceNumber: instance.InstanceNumber,
    frame,
    TransferSyntaxUID: instance.TransferSyntaxUID,
  }
}

function fields(
  series: SeriesDetail,
): Pick<ImageStack, 'SeriesInstanceUID' | 'SeriesNumber' | 'SeriesDescription' | 'Modality' | 'Laterality'> {
  const { SeriesInstanceUID, SeriesNumber, SeriesDescription, Modality, Laterality } = series
  return { SeriesInstanceUID, SeriesNumber, SeriesDescription, Modality, Laterality }
}
