import type { LocatedInstance } from '@/lib/archive/located-instance'
import { renderInstance } from '@/lib/archive/render-instance'
import type { RenderedFormat } from './negotiate'
import type { RenderQuery } from './render-query'

export interface RenderedTarget {
  instance: LocatedInstance
  frame: number
}

const rendered = new Map<string, Promise<Buffer>>()
const most = 500

/** Small images are kept, in memory only: a rail of thumbnails is asked for again and again. */
export function renderedImage(
  { instance, frame }: RenderedTarget,
  query: RenderQuery,
  format: RenderedFormat,
): Promise<Buffer> {
  // What is burned in may be corrected by a new revision; pixels never change.
  const revision = query.annotation ? instance.studyRevision : ''
  const key = `${instance.blobName} ${revision} ${frame} ${format} ${JSON.stringify(query)}`
  const known = rendered.get(key)
  if (known) return known
  const made = renderInstance(instance, frame, { ...query, format })
  made.then(
    (image) => image.length > 64 * 1024 && rendered.delete(key),
    () => rendered.delete(key),
  )
  if (rendered.size >= most) rendered.delete(rendered.keys().next().value ?? '')
  rendered.set(key, made)
  return made
}
