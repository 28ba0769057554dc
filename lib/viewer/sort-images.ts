import { number, numbers, type DicomJsonObject } from './attributes'
import type { StackImage } from './image-stack'

/** Positions closer than this (mm) are the same place: the images then keep the sender's numbering. */
const samePlace = 0.01

/**
 * Puts the images of a stack into the order in which they lie in the patient: along the normal of the first image,
 * when all have a position and share one orientation (PS3.3 C.7.6.2.1.1). Scouts, mixed orientations and projection
 * images stay in the order of Instance Number. The direction is the one the sender numbered in.
 */
export function sortImages(
  images: readonly StackImage[],
  attributesOf: (image: StackImage) => DicomJsonObject | undefined,
): StackImage[] {
  const numbered = [...images].sort(
    (a, b) => numberOf(a, attributesOf(a)) - numberOf(b, attributesOf(b)) || a.frame - b.frame,
  )
  const places = numbered.map((image) => placeOf(attributesOf(image)))
  const first = places[0]
  if (numbered.length < 2 || !first) return numbered
  const normal = cross(first.row, first.column)
  const distances: number[] = []
  for (const place of places) {
    if (!place || Math.abs(dot(cross(place.row, place.column), normal)) < 0.99) return numbered
    distances.push(dot(place.position, normal))
  }
  const last = distances[distances.length - 1] ?? 0
  const direction = last >= (distances[0] ?? 0) ? 1 : -1
  return numbered
    .map((image, index) => ({ image, index, distance: (distances[index] ?? 0) * direction }))
    .sort((a, b) =>
      Math.abs(a.distance - b.distance) > samePlace ? a.distance - b.distance : a.index - b.index,
    )
    .map(({ image }) => image)
}

type Vector = [number, number, number]

function numberOf(image: StackImage, attributes: DicomJsonObject | undefined): number {
  return number(attributes, 'InstanceNumber') ?? image.InstanceNumber ?? Number.MAX_SAFE_INTEGER
}

function placeOf(
  attributes: DicomJsonObject | undefined,
): { position: Vector; row: Vector; column: Vector } | null {
  const [x, y, z] = numbers(attributes, 'ImagePositionPatient')
  const [a, b, c, d, e, f] = numbers(attributes, 'ImageOrientationPatient')
  if (x === undefined || y === undefined || z === undefined) return null
  if (a === undefined || b === undefined || c === undefined) return null
  if (d === undefined || e === undefined || f === undefined) return null
  return { position: [x, y, z], row: [a, b, c], column: [d, e, f] }
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
