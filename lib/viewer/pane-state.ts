import type { ImageStack } from './image-stack'
import type { OrientationMarkers } from './orientation-markers'

export interface PaneState {
  stack: ImageStack | null
  /** The image the reader is at; the one on the screen may still be the one before. */
  imageIndex: number
  status: 'empty' | 'loading' | 'shown' | 'failed'
  error: string
  /** The picture on the screen belongs to `stack`; until it does, nothing of another stack may be seen. */
  pictured: boolean
  window: { center: number; width: number } | null
  zoom: number
  inverted: boolean
  markers: OrientationMarkers | null
  /** Frames per second while cine runs, else 0. */
  playing: number
}

export const empty: PaneState = {
  stack: null,
  imageIndex: 0,
  status: 'empty',
  error: '',
  pictured: false,
  window: null,
  zoom: 1,
  inverted: false,
  markers: null,
  playing: 0,
}
