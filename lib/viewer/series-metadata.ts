import { wadors } from '@cornerstonejs/dicom-image-loader'
import { tagOfViewer, text, type DicomJsonObject } from './attributes'
import { ImageTimeout, withTimeout } from './image-error'
import type { ImageStack } from './image-stack'
import { loaderAttributes } from './loader-attributes'
import { loadedObjects } from './loaded-objects'
import { loadPalette } from './palette'

const loads = new Map<string, Promise<void>>()
const patience = 20_000

/** Fetches and registers the metadata of a stack's series; asked again, it answers from the first time. */
export function loadSeriesMetadata(stack: ImageStack): Promise<void> {
  // A series that is still arriving is asked for again when it has grown.
  const key = `${stack.SeriesInstanceUID}:${stack.images.length}`
  const known = loads.get(key)
  if (known) return known
  const load = withTimeout(fetchMetadata(stack), patience).catch((error: unknown) => {
    loads.delete(key)
    throw error
  })
  loads.set(key, load)
  return load
}

/** Forgets everything: called when the reading page goes away. */
export function forgetMetadata(): void {
  wadors.metaDataManager.purge()
  loadedObjects.clear()
  loads.clear()
}

async function fetchMetadata(stack: ImageStack): Promise<void> {
  const seriesUrl = `/dicom-web/studies/${stack.study.StudyInstanceUID}/series/${stack.SeriesInstanceUID}`
  const answer = await fetch(`${seriesUrl}/metadata`, { headers: { accept: 'application/dicom+json' } })
  if (!answer.ok) throw Object.assign(new Error('metadata refused'), { status: answer.status })
  const list: unknown = await answer.json()
  if (!Array.isArray(list)) throw new ImageTimeout('metadata is not a list')
  await Promise.all(
    list.map(async (object: DicomJsonObject) => {
      const SOPInstanceUID = text(object, 'SOPInstanceUID')
      if (SOPInstanceUID === '') return
      // The loader assumes a modality and calls methods on it (PS3.3 C.7.3.1 makes it type 1).
      const whole = ensureModality(object, stack.Modality)
      loadedObjects.set(SOPInstanceUID, whole)
      wadors.metaDataManager.add(`wadors:${seriesUrl}/instances/${SOPInstanceUID}/frames/1`, forLoader(whole))
      await loadPalette(whole)
    }),
  )
}

/** The loader's types know values of one kind only; it reads every kind. */
function forLoader(object: DicomJsonObject): Parameters<typeof wadors.metaDataManager.add>[1] {
  return Object.fromEntries(
    Object.entries(loaderAttributes(object)).map(([tag, element]) => [
      tag,
      { ...element, Value: element.Value as string[] },
    ]),
  )
}

function ensureModality(object: DicomJsonObject, Modality: string): DicomJsonObject {
  if (text(object, 'Modality') !== '') return object
  return { ...object, [tagOfViewer('Modality')]: { vr: 'CS', Value: [Modality || 'OT'] } }
}
