import { utilities, type StackViewport, type Types } from '@cornerstonejs/core'

/**
 * Makes the whole picture fill the pane and calls that 100 %. Cornerstone3D's own fit takes an oblique slice for
 * narrower than it is and cuts its sides off.
 */
export function fit(viewport: StackViewport): void {
  const image = viewport.getImageData()
  if (!image) return
  const [columns, rows] = image.dimensions
  const corner = (i: number, j: number): Types.Point2 =>
    viewport.worldToCanvas(utilities.transformIndexToWorld(image.imageData, [i - 0.5, j - 0.5, 0]))
  const [start, end] = [corner(0, 0), corner(columns, rows)]
  const width = Math.abs(end[0] - start[0])
  const height = Math.abs(end[1] - start[1])
  const { clientWidth, clientHeight } = viewport.element
  const factor = Math.min(clientWidth / width, clientHeight / height)
  if (Number.isFinite(factor) && factor > 0) viewport.setZoom(viewport.getZoom() * factor, true)
}
