import type { DicomJsonObject } from './attributes'

/** The objects whose metadata is here, by SOP Instance UID. */
export const loadedObjects = new Map<string, DicomJsonObject>()

/** The attributes of the object an image belongs to, once its series' metadata is here. */
export function attributesOf(imageId: string): DicomJsonObject | undefined {
  return loadedObjects.get(/\/instances\/([^/]+)/.exec(imageId)?.[1] ?? '')
}
