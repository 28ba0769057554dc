import type { DicomJsonObject } from './attributes'
import { frameAttributes } from './frame-attributes'

/** The objects whose metadata is here, by SOP Instance UID. */
export const loadedObjects = new Map<string, DicomJsonObject>()

/** Whether the metadata of an image is here. */
export function isLoadedObject(SOPInstanceUID: string): boolean {
  return loadedObjects.has(SOPInstanceUID)
}

/** The attributes that hold for an image, once its series' metadata is here. */
export function attributesOf(imageId: string): DicomJsonObject | undefined {
  const [, SOPInstanceUID = '', frame = '1'] = /\/instances\/([^/]+)\/frames\/(\d+)/.exec(imageId) ?? []
  const object = loadedObjects.get(SOPInstanceUID)
  return object && frameAttributes(object, Number(frame))
}
