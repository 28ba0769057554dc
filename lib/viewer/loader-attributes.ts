import { numbers, tagOfViewer, type DicomJsonObject, type ViewerAttribute } from './attributes'

/**
 * The attributes as the image loader may see them: only elements with values, and without geometry that would put the
 * picture nowhere. Scanners do send a Pixel Spacing of zero, orientations that are no directions, and windows without
 * width; an image is then shown as one without geometry or window.
 */
export function loaderAttributes(object: DicomJsonObject): DicomJsonObject {
  const broken: ViewerAttribute[] = []
  const spacing = numbers(object, 'PixelSpacing')
  if (spacing.length !== 2 || spacing.some((value) => value <= 0)) broken.push('PixelSpacing')
  if (!isOrientation(numbers(object, 'ImageOrientationPatient'))) broken.push('ImageOrientationPatient')
  if (numbers(object, 'ImagePositionPatient').length !== 3) broken.push('ImagePositionPatient')
  const widths = numbers(object, 'WindowWidth')
  if (widths.length === 0 || widths.some((width) => width <= 0)) broken.push('WindowCenter', 'WindowWidth')
  const dropped = new Set<string>(broken.map(tagOfViewer))
  return Object.fromEntries(
    Object.entries(object).filter(([tag, element]) => !dropped.has(tag) && (element.Value?.length ?? 0) > 0),
  )
}

/** Two unit vectors at right angles (PS3.3 C.7.6.2.1.1). */
function isOrientation(values: number[]): boolean {
  const [a, b, c, d, e, f] = values
  if (a === undefined || b === undefined || c === undefined) return false
  if (d === undefined || e === undefined || f === undefined || values.length !== 6) return false
  const unit = (x: number, y: number, z: number): boolean => Math.abs(Math.hypot(x, y, z) - 1) < 0.01
  return unit(a, b, c) && unit(d, e, f) && Math.abs(a * d + b * e + c * f) < 0.01
}
