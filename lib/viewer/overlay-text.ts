import { number, numbers, text, type DicomJsonObject } from './attributes'
import { dateText } from './dicom-format'
import type { ImageStack } from './image-stack'

export interface PaneView {
  imageIndex: number
  window: { center: number; width: number } | null
  /** 1 is fitted to the pane. */
  zoom: number
}

export interface OverlayText {
  topLeft: string[]
  topRight: string[]
  bottomLeft: string[]
  bottomRight: string[]
  /** 'R', 'L' or '' — never hidden while known. */
  laterality: string
}

/** What stands in the four corners of a pane. */
export function overlayText(
  stack: ImageStack,
  attributes: DicomJsonObject | undefined,
  view: PaneView,
): OverlayText {
  const image = stack.images[view.imageIndex]
  const total = stack.images.length
  const noun = stack.multiFrame ? 'Frame' : 'Image'
  const thickness = number(attributes, 'SliceThickness')
  const location = sliceLocation(attributes)
  return {
    topLeft: [stack.study.StudyDescription, dateText(stack.study.StudyDate)].filter(Boolean),
    topRight: [
      [stack.SeriesNumber === null ? '' : `Series ${stack.SeriesNumber}`, stack.SeriesDescription]
        .filter(Boolean)
        .join(' · '),
      [stack.Modality, text(attributes, 'ViewPosition')].filter(Boolean).join(' '),
      lossyText(attributes),
    ].filter(Boolean),
    bottomLeft: [
      image ? `${noun} ${view.imageIndex + 1} / ${total}` : '',
      location === null ? '' : `Loc ${location.toFixed(1)} mm`,
      thickness ? `Thick ${Number(thickness.toFixed(2))} mm` : '',
    ].filter(Boolean),
    bottomRight: [
      view.window ? `W ${Math.round(view.window.width)}  C ${Math.round(view.window.center)}` : '',
      `Zoom ${Math.round(view.zoom * 100)} %`,
    ].filter(Boolean),
    laterality: lateralityOf(stack, attributes),
  }
}

/** Image Laterality says it of the image, Laterality of the series (PS3.3 C.7.3.1); U and blank say nothing. */
export function lateralityOf(
  stack: Pick<ImageStack, 'Laterality'>,
  attributes: DicomJsonObject | undefined,
): string {
  const stated = text(attributes, 'ImageLaterality') || text(attributes, 'Laterality') || stack.Laterality
  return ['R', 'L', 'B'].includes(stated) ? stated : ''
}

/** Slice Location, or the distance along the normal of the image where the sender left it out. */
export function sliceLocation(attributes: DicomJsonObject | undefined): number | null {
  const stated = number(attributes, 'SliceLocation')
  if (stated !== null) return stated
  const [x, y, z] = numbers(attributes, 'ImagePositionPatient')
  const [a, b, c, d, e, f] = numbers(attributes, 'ImageOrientationPatient')
  if (x === undefined || y === undefined || z === undefined) return null
  if (a === undefined || b === undefined || c === undefined) return null
  if (d === undefined || e === undefined || f === undefined) return null
  return x * (b * f - c * e) + y * (c * d - a * f) + z * (a * e - b * d)
}

function lossyText(attributes: DicomJsonObject | undefined): string {
  return text(attributes, 'LossyImageCompression') === '01' ? 'Lossy compressed' : ''
}
