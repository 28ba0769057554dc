import { AppError } from '@/lib/errors'
import { whyNotDecodable } from '@/lib/pixels/can-decode'
import { decodeFrame } from '@/lib/pixels/decode-frame'
import { renderFrame, renderStored, type RenderRequest } from '@/lib/pixels/render-frame'
import { annotationOf, type AnnotationKind } from './annotation-of'
import { encodedFrameOf } from './decode-instance-frame'
import type { LocatedInstance } from './located-instance'

export interface InstanceRenderRequest extends Omit<RenderRequest, 'annotation'> {
  /** What of the attributes is burned in (PS3.18 8.3.5.1.1). */
  annotation?: readonly AnnotationKind[]
}

/**
 * One frame of a stored instance as a screen shows it.
 * @throws AppError('not-found') without pixels, ('not-acceptable') when they cannot be decoded
 */
export async function renderInstance(
  instance: LocatedInstance,
  frame: number,
  { annotation: kinds, ...rest }: InstanceRenderRequest,
): Promise<Buffer> {
  const encoded = await encodedFrameOf(instance, frame)
  const NumberOfFrames = instance.NumberOfFrames ?? 1
  const annotation = kinds && annotationOf(await instance.metadata(), kinds, { frame, NumberOfFrames })
  const request = annotation ? { ...rest, annotation } : rest
  const isSound = whyNotDecodable(encoded.TransferSyntaxUID, encoded.attributes) === null
  const direct = isSound ? renderStored(encoded, request) : null
  return direct ?? renderFrame(await decodeFrame(encoded), request)
}

const segmentations = ['1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.66.7']

/**
 * What is no picture of its own is not rendered as if it were one.
 * @throws AppError('not-found') without pixels (PS3.18 10.4.1.1.3), ('not-acceptable') for segmentations and video
 */
export function requireRenderable(
  instance: Pick<LocatedInstance, 'hasPixelData' | 'SOPClassUID' | 'TransferSyntaxUID'>,
): void {
  if (!instance.hasPixelData) {
    throw new AppError(
      'not-found',
      'There is no image in this object. Reports and documents are retrieved as application/dicom.',
    )
  }
  if (segmentations.includes(instance.SOPClassUID)) {
    throw new AppError(
      'not-acceptable',
      'A segmentation is shown over its images, in the viewer; it has no rendering of its own.',
    )
  }
  if (/^1\.2\.840\.10008\.1\.2\.4\.10\d(\.1)?$/.test(instance.TransferSyntaxUID)) {
    throw new AppError('not-acceptable', 'Video is not rendered. Retrieve the object with transfer-syntax=*.')
  }
}
