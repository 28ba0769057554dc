import type { Calibration } from './calibration'

/** A distance between two points of the image (column, row) in words: "42.3 mm", "118 px". */
export function lengthLabel(
  from: readonly [number, number],
  to: readonly [number, number],
  calibration: Calibration,
): string {
  const length = Math.hypot((to[0] - from[0]) * calibration.across, (to[1] - from[1]) * calibration.down)
  const figure = calibration.unit === 'px' || length >= 1000 ? length.toFixed(0) : length.toFixed(1)
  return [`${figure} ${calibration.unit}`, calibration.remark].filter((part) => part !== '').join(' ')
}

/** The angle at `corner`, in degrees; pixels that are not square are taken into account. */
export function angleLabel(
  first: readonly [number, number],
  corner: readonly [number, number],
  last: readonly [number, number],
  calibration: Calibration,
): string {
  const arm = (point: readonly [number, number]): [number, number] => [
    (point[0] - corner[0]) * calibration.across,
    (point[1] - corner[1]) * calibration.down,
  ]
  const a = arm(first)
  const b = arm(last)
  const cross = a[0] * b[1] - a[1] * b[0]
  const dot = a[0] * b[0] + a[1] * b[1]
  return `${((Math.abs(Math.atan2(cross, dot)) * 180) / Math.PI).toFixed(1)}°`
}
