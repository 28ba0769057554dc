export interface OrientationMarkers {
  top: string
  right: string
  bottom: string
  left: string
}

type Vector = readonly [number, number, number]
const opposite: Record<string, string> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' }

/** Components below this share of the strongest one are not worth a letter (about 14 degrees). */
const noticeable = 0.25

/** The patient direction of a vector in the reference coordinate system (PS3.3 C.7.6.2.1.1: L, P, H are positive). */
export function directionLetters(vector: Vector): string {
  const strongest = Math.max(...vector.map(Math.abs))
  if (strongest < 1e-6) return ''
  const letters: [number, string, string][] = [
    [vector[0], 'L', 'R'],
    [vector[1], 'P', 'A'],
    [vector[2], 'H', 'F'],
  ]
  return letters
    .filter(([component]) => Math.abs(component) > noticeable * strongest)
    .sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]))
    .map(([component, positive, negative]) => (component > 0 ? positive : negative))
    .join('')
}

/** Markers of an image with a place in the patient; `right` and `down` are what the screen shows right and down. */
export function markersOfPatientSpace(right: Vector, down: Vector): OrientationMarkers {
  return {
    right: directionLetters(right),
    left: directionLetters([-right[0], -right[1], -right[2]]),
    bottom: directionLetters(down),
    top: directionLetters([-down[0], -down[1], -down[2]]),
  }
}

/**
 * Markers of a projection image from Patient Orientation (PS3.3 C.7.6.1.1.1: the direction of the
 * rows, then of the columns). `right` and `down` are given in steps along the image's rows and columns, so that a
 * turned or mirrored image is marked as it is seen.
 */
export function markersOfProjection(
  PatientOrientation: readonly string[],
  right: readonly [number, number],
  down: readonly [number, number],
): OrientationMarkers | null {
  const [alongRow, alongColumn] = PatientOrientation.map((letters) => letters.trim().toUpperCase())
  if (!alongRow || !alongColumn) return null
  const label = (step: readonly [number, number]): string => {
    const axis = Math.abs(step[0]) >= Math.abs(step[1]) ? alongRow : alongColumn
    const sign = Math.abs(step[0]) >= Math.abs(step[1]) ? step[0] : step[1]
    return sign >= 0 ? axis : opposed(axis)
  }
  return {
    right: label(right),
    left: label([-right[0], -right[1]]),
    bottom: label(down),
    top: label([-down[0], -down[1]]),
  }
}

function opposed(letters: string): string {
  return [...letters].map((letter) => opposite[letter] ?? letter).join('')
}
