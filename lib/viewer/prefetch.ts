import { cache } from '@cornerstonejs/core'
import type { ImageLoads } from './image-loads'
import type { ImageStack, StackImage } from './image-stack'
import { prefetchOrder } from './prefetch-order'

const atOnce = 3
/** Prefetching stops here, so that what the reader asks for never pushes out what they are looking at. */
const share = 0.85

export interface Wanted {
  stack: ImageStack
  current: number
  direction: 1 | -1
}

export interface Prefetch {
  /** Replaces what is wanted, most wanted first. Loads under way are finished. */
  want: (wanted: Wanted[]) => void
  destroy: () => void
}

/** Fetches what the reader is likely to look at next, a few images at a time. */
export function createPrefetch(loads: ImageLoads): Prefetch {
  let queue: StackImage[] = []
  let running = 0
  let stopped = false

  function next(): void {
    while (!stopped && running < atOnce) {
      const image = queue.shift()
      if (!image) return
      if (loads.isLoaded(image.imageId) || loads.failure(image.imageId) !== '') continue
      if (cache.getCacheSize() > cache.getMaxCacheSize() * share) return
      running++
      loads
        .load(image, 'ahead')
        .catch(() => undefined) // kept by `loads` and shown where the image would stand
        .finally(() => {
          running--
          next()
        })
    }
  }

  return {
    want: (wanted) => {
      queue = wanted.flatMap(({ stack, current, direction }) =>
        [current, ...prefetchOrder(stack.images.length, current, direction)].flatMap(
          (index) => stack.images[index] ?? [],
        ),
      )
      next()
    },
    destroy: () => {
      stopped = true
      queue = []
    },
  }
}
