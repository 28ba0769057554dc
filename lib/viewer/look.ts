import type { StackViewport, Types } from '@cornerstonejs/core'
import { element as attribute, numbers } from './attributes'
import { attributesOf } from './loaded-objects'
import { markersOfPatientSpace, markersOfProjection, type OrientationMarkers } from './orientation-markers'
import type { PaneState } from './pane-state'
import { windowOfRange } from './window-presets'

/** Reads back what the viewport shows. */
export function look(viewport: StackViewport, state: PaneState): Partial<PaneState> {
  const image = viewport.getCornerstoneImage()
  if (!image) return {}
  const { voiRange, invert = false } = viewport.getProperties()
  return {
    // A window on a colour picture says nothing about what was measured.
    window: voiRange && !image.color ? windowOfRange(voiRange) : null,
    zoom: Math.round(viewport.getZoom() * 100) / 100,
    // MONOCHROME1 is shown inverted by definition; only what the reader did is worth a word.
    inverted: invert !== image.invert,
    markers: markersOf(viewport, state),
  }
}

function markersOf(viewport: StackViewport, state: PaneState): OrientationMarkers | null {
  const attributes = attributesOf(state.stack?.images[state.imageIndex]?.imageId ?? '')
  const origin = viewport.canvasToWorld([0, 0])
  const right = difference(viewport.canvasToWorld([100, 0]), origin)
  const down = difference(viewport.canvasToWorld([0, 100]), origin)
  if (numbers(attributes, 'ImageOrientationPatient').length === 6) return markersOfPatientSpace(right, down)
  const PatientOrientation = (attribute(attributes, 'PatientOrientation')?.Value ?? []).map(String)
  // Without a place in the patient, Cornerstone3D lays rows along x and columns along y.
  return markersOfProjection(PatientOrientation, [right[0], right[1]], [down[0], down[1]])
}

function difference(a: Types.Point3, b: Types.Point3): [number, number, number] {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}
