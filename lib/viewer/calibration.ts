import { items, number, numbers, text, type DicomJsonObject } from './attributes'

/** What a pixel measures. Without one, a distance is a number of pixels and must be called so. */
export interface Calibration {
  /** Size of a pixel across (along a row) and down (along a column), in `unit`. */
  across: number
  down: number
  unit: 'mm' | 'px'
  /** Said beside the figure when the distance is not one in the patient. */
  remark: '' | 'at detector' | 'on film'
}

const uncalibrated: Calibration = { across: 1, down: 1, unit: 'px', remark: '' }
const centimetre = 3 // Physical Units, PS3.3 C.8.5.5.1.15

/**
 * The calibration that holds at a point of the image (column, row): an ultrasound region (PS3.3 C.8.5.5) where the
 * object has regions, else Pixel Spacing, else Imager Pixel Spacing, which is a distance at the detector
 * (PS3.3 10.7.1.3), or Nominal Scanned Pixel Spacing, which is one on the film (C.8.6.2).
 */
export function calibrationAt(
  object: DicomJsonObject | undefined,
  points: readonly (readonly [number, number])[],
): Calibration {
  const regions = items(object, 'SequenceOfUltrasoundRegions')
  if (regions.length > 0) return regionCalibration(regions, points)
  const spacing = numbers(object, 'PixelSpacing')
  const imager = numbers(object, 'ImagerPixelSpacing')
  const scanned = numbers(object, 'NominalScannedPixelSpacing')
  const [down, across] = spacing.length === 2 ? spacing : imager.length === 2 ? imager : scanned
  if (!down || !across || down <= 0 || across <= 0) return uncalibrated
  const calibrated = text(object, 'PixelSpacingCalibrationType') !== ''
  const uncorrected = (plane: number[]): boolean =>
    plane.length === 2 && !calibrated && plane[0] === down && plane[1] === across
  const remark = uncorrected(imager) ? 'at detector' : uncorrected(scanned) ? 'on film' : ''
  return { across, down, unit: 'mm', remark }
}

function regionCalibration(
  regions: DicomJsonObject[],
  points: readonly (readonly [number, number])[],
): Calibration {
  const region = regions.find((candidate) => points.every((point) => contains(candidate, point)))
  if (!region) return uncalibrated
  const across = Math.abs(number(region, 'PhysicalDeltaX') ?? 0)
  const down = Math.abs(number(region, 'PhysicalDeltaY') ?? 0)
  const spatial =
    number(region, 'PhysicalUnitsXDirection') === centimetre &&
    number(region, 'PhysicalUnitsYDirection') === centimetre
  if (!spatial || across === 0 || down === 0) return uncalibrated
  return { across: across * 10, down: down * 10, unit: 'mm', remark: '' }
}

function contains(region: DicomJsonObject, [x, y]: readonly [number, number]): boolean {
  const within = (value: number, low: number | null, high: number | null): boolean =>
    low !== null && high !== null && value >= low && value <= high
  return (
    within(x, number(region, 'RegionLocationMinX0'), number(region, 'RegionLocationMaxX1')) &&
    within(y, number(region, 'RegionLocationMinY0'), number(region, 'RegionLocationMaxY1'))
  )
}
