import { cache, Enums, eventTarget, imageLoader, type Types } from '@cornerstonejs/core'
import { imageErrorText, isUndecodable, Undecodable, withTimeout } from './image-error'
import type { StackImage } from './image-stack'
import { attributesOf } from './loaded-objects'
import { unshowable } from './unshowable'

const patience = 30_000

export interface ImageLoads {
  /** Loads for the reader (now) or ahead of them. Settles within 30 s, whatever the decoder does. */
  load: (image: StackImage, kind: 'now' | 'ahead') => Promise<void>
  isLoaded: (imageId: string) => boolean
  /** Why an image could not be loaded, or ''. */
  failure: (imageId: string) => string
  /** The failure is the browser's: the server may still be able to draw it. */
  undecodable: (imageId: string) => boolean
  forget: (imageId: string) => void
  subscribe: (listener: () => void) => () => void
  /** Grows with every change, for `useSyncExternalStore`. */
  version: () => number
  destroy: () => void
}

/** Knows which images are in memory and which cannot be had. */
export function createImageLoads(): ImageLoads {
  const loaded = new Set<string>()
  const failures = new Map<string, { words: string; undecodable: boolean }>()
  const listeners = new Set<() => void>()
  let version = 0
  let announced: ReturnType<typeof setTimeout> | null = null

  // Progress is drawn at most ten times a second; three hundred images must not mean three hundred renders.
  const announce = (): void => {
    version++
    announced ??= setTimeout(() => {
      announced = null
      for (const listener of listeners) listener()
    }, 100)
  }
  const onRemoved = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return
    const { imageId } = event.detail as { imageId?: string }
    if (imageId && loaded.delete(imageId)) announce()
  }
  eventTarget.addEventListener(Enums.Events.IMAGE_CACHE_IMAGE_REMOVED, onRemoved)

  async function load(image: StackImage, kind: 'now' | 'ahead'): Promise<void> {
    const { imageId } = image
    if (loaded.has(imageId) && cache.getImage(imageId)) return
    const options = {
      useRGBA: false,
      requestType: kind === 'now' ? Enums.RequestType.Interaction : Enums.RequestType.Prefetch,
      priority: kind === 'now' ? -5 : 0,
      additionalDetails: { imageId },
    }
    try {
      const wrong = unshowable(attributesOf(imageId), image.TransferSyntaxUID)
      if (wrong !== '') throw new Undecodable(wrong)
      await withTimeout<Types.IImage>(imageLoader.loadAndCacheImage(imageId, options), patience)
      loaded.add(imageId)
      failures.delete(imageId)
    } catch (error) {
      failures.set(imageId, {
        words: imageErrorText(error, image.TransferSyntaxUID),
        undecodable: isUndecodable(error),
      })
      if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true })
      throw error
    } finally {
      announce()
    }
  }

  return {
    load,
    isLoaded: (imageId) => loaded.has(imageId),
    failure: (imageId) => failures.get(imageId)?.words ?? '',
    undecodable: (imageId) => failures.get(imageId)?.undecodable ?? false,
    forget: (imageId) => void failures.delete(imageId),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
    destroy: () => {
      eventTarget.removeEventListener(Enums.Events.IMAGE_CACHE_IMAGE_REMOVED, onRemoved)
      if (announced) clearTimeout(announced)
      listeners.clear()
    },
  }
}
