import { Enums, type RenderingEngine, type StackViewport } from '@cornerstonejs/core'
import { cineRate } from './cine-rate'
import type { ImageLoads } from './image-loads'
import type { ImageStack } from './image-stack'
import { attributesOf } from './loaded-objects'
import { fit } from './fit'
import { look } from './look'
import { empty, type PaneState } from './pane-state'
import { rangeOfWindow, windowOfPreset, type WindowPreset } from './window-presets'

export interface Pane {
  element: HTMLDivElement
  state: () => PaneState
  /** Says that a stack is on its way: nothing of the one before stays on the screen. */
  expect: (stack: ImageStack) => void
  /** Says why the expected stack cannot be had. */
  fail: (words: string) => void
  hang: (stack: ImageStack | null, startAt?: number) => void
  /** Puts the stack into another order; the reader stays at the same image. */
  reorder: (stack: ImageStack) => void
  scrollBy: (steps: number) => void
  showImage: (index: number) => void
  applyPreset: (preset: WindowPreset) => void
  autoWindow: () => void
  invert: () => void
  rotate: () => void
  flip: (axis: 'horizontal' | 'vertical') => void
  zoomBy: (factor: number) => void
  reset: () => void
  toggleCine: () => void
  retry: () => void
  /** Runs `change` and puts zoom and place back in proportion: a fitted picture stays fitted. */
  keepView: (change: () => void) => void
  currentImageId: () => string
  destroy: () => void
}

interface PaneInput {
  viewportId: string
  element: HTMLDivElement
  engine: RenderingEngine
  loads: ImageLoads
  /** Called with every change of state; `moved` when the reader went to another image or stack. */
  onChange: (moved: boolean) => void
}

/** One pane of the viewer: a stack viewport and where the reader is in it. The latest wish always wins. */
export function createPane({ viewportId, element, engine, loads, onChange }: PaneInput): Pane {
  let state = empty
  let ticket = 0
  /** The stack that Cornerstone3D was last given, or null before the first image. */
  let given: ImageStack | null = null
  let cine: ReturnType<typeof setTimeout> | null = null

  engine.enableElement({
    viewportId,
    element,
    type: Enums.ViewportType.STACK,
    defaultOptions: { background: [0, 0, 0] },
  })
  const viewport = engine.getViewport<StackViewport>(viewportId)
  const seen = [
    'VOI_MODIFIED',
    'CAMERA_MODIFIED',
    'CAMERA_RESET',
    'STACK_NEW_IMAGE',
    'IMAGE_RENDERED',
  ] as const
  const onSeen = (): void => set(look(viewport, state))
  for (const name of seen) element.addEventListener(Enums.Events[name], onSeen)

  function set(change: Partial<PaneState>, moved = false): void {
    const keys = Object.keys(change) as (keyof PaneState)[]
    if (keys.every((key) => same(state[key], change[key]))) return
    state = { ...state, ...change }
    onChange(moved)
  }

  async function show(): Promise<void> {
    const mine = ++ticket
    const { stack, imageIndex } = state
    const image = stack?.images[imageIndex]
    if (!stack || !image) return
    if (!loads.isLoaded(image.imageId)) set({ status: 'loading', error: '' })
    try {
      await loads.load(image, 'now')
    } catch {
      if (mine === ticket) set({ status: 'failed', error: loads.failure(image.imageId) })
      return
    }
    if (mine !== ticket) return
    if (given === stack) await viewport.setImageIdIndex(imageIndex)
    else {
      const kept = given && sameStack(given, stack) ? viewport.getViewPresentation() : null
      given = stack
      await viewport.setStack(
        stack.images.map(({ imageId }) => imageId),
        imageIndex,
      )
      fit(viewport)
      if (kept) viewport.setViewPresentation(kept)
      viewport.render()
    }
    if (mine === ticket) set({ status: 'shown', error: '', pictured: true, ...look(viewport, state) })
  }

  function stopCine(): void {
    if (cine) clearTimeout(cine)
    cine = null
    if (state.playing > 0) set({ playing: 0 })
  }

  function showImage(index: number): void {
    const count = state.stack?.images.length ?? 0
    const bounded = Math.min(Math.max(index, 0), count - 1)
    if (count === 0 || bounded === state.imageIndex) return
    set({ imageIndex: bounded }, true)
    void show()
  }

  function tick(due: number): void {
    const { stack, playing, imageIndex } = state
    if (!stack || playing === 0) return
    const following = (imageIndex + 1) % stack.images.length
    const image = stack.images[following]
    // A frame that is not here yet is waited for: cine never skips what the sonographer recorded.
    if (image && (loads.isLoaded(image.imageId) || loads.failure(image.imageId) !== '')) showImage(following)
    const next = Math.max(due + 1000 / playing, performance.now())
    cine = setTimeout(() => tick(next), Math.max(0, next - performance.now()))
  }

  const change = (act: () => void): void => {
    if (state.status !== 'shown') return
    act()
    viewport.render()
    set(look(viewport, state))
  }
  const sentWindow = (): { center: number; width: number } | null => {
    const image = viewport.getCornerstoneImage()
    if (!image) return null
    return { center: first(image.windowCenter), width: first(image.windowWidth) }
  }
  const setWindow = (window: { center: number; width: number }): void =>
    viewport.setProperties({ voiRange: rangeOfWindow(window) })

  return {
    element,
    state: () => state,
    expect: (stack) => {
      stopCine()
      ticket++
      set({ ...empty, stack, status: 'loading' }, true)
    },
    fail: (error) => set({ status: 'failed', error }),
    hang: (stack, startAt = 0) => {
      stopCine()
      ticket++
      set({ ...empty, stack, imageIndex: startAt, status: stack?.images.length ? 'loading' : 'empty' }, true)
      void show()
    },
    reorder: (stack) => {
      const at = state.stack?.images[state.imageIndex]
      const imageIndex = stack.images.findIndex((image) => image.imageId === at?.imageId)
      set({ stack, imageIndex: Math.max(0, imageIndex) }, true)
      void show()
    },
    scrollBy: (steps) => showImage(state.imageIndex + steps),
    showImage,
    applyPreset: (preset) =>
      change(() => {
        const sent = sentWindow()
        if (sent) setWindow(windowOfPreset(preset, sent))
      }),
    autoWindow: () =>
      change(() => {
        const image = viewport.getCornerstoneImage()
        if (image)
          viewport.setProperties({ voiRange: { lower: image.minPixelValue, upper: image.maxPixelValue } })
      }),
    invert: () => change(() => viewport.setProperties({ invert: !viewport.getProperties().invert })),
    rotate: () =>
      change(() => {
        const { rotation = 0 } = viewport.getViewPresentation()
        viewport.setViewPresentation({ rotation: (rotation + 90) % 360 })
      }),
    flip: (axis) =>
      change(() => {
        const { flipHorizontal = false, flipVertical = false } = viewport.getCamera()
        viewport.setCamera(
          axis === 'horizontal' ? { flipHorizontal: !flipHorizontal } : { flipVertical: !flipVertical },
        )
      }),
    zoomBy: (factor) =>
      change(() => viewport.setZoom(Math.min(20, Math.max(0.1, viewport.getZoom() * factor)))),
    reset: () =>
      change(() => {
        viewport.resetProperties()
        const sent = sentWindow()
        if (sent) setWindow(sent)
        viewport.resetCamera({ resetPan: true, resetZoom: true, resetToCenter: true })
        viewport.setViewPresentation({ rotation: 0, flipHorizontal: false, flipVertical: false })
        fit(viewport)
      }),
    toggleCine: () => {
      if (state.playing > 0) return stopCine()
      if (!state.stack || state.stack.images.length < 2) return
      const playing = cineRate(attributesOf(state.stack.images[0]?.imageId ?? ''))
      set({ playing })
      tick(performance.now())
    },
    retry: () => {
      loads.forget(state.stack?.images[state.imageIndex]?.imageId ?? '')
      void show()
    },
    keepView: (act) => {
      const kept = given ? viewport.getViewPresentation() : null
      act()
      if (given) fit(viewport)
      if (kept) viewport.setViewPresentation(kept)
      viewport.render()
      set(look(viewport, state))
    },
    currentImageId: () => state.stack?.images[state.imageIndex]?.imageId ?? '',
    destroy: () => {
      stopCine()
      ticket++
      for (const name of seen) element.removeEventListener(Enums.Events[name], onSeen)
      engine.disableElement(viewportId)
    },
  }
}

function sameStack(a: ImageStack, b: ImageStack): boolean {
  return a.stackId === b.stackId
}

function first(value: number | number[]): number {
  return Array.isArray(value) ? (value[0] ?? 0) : value
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
