import { cache, RenderingEngine } from '@cornerstonejs/core'
import { annotation, utilities } from '@cornerstonejs/tools'
import { imageErrorText } from './image-error'
import { createImageLoads, type ImageLoads } from './image-loads'
import type { ImageStack } from './image-stack'
import { attributesOf, isLoadedObject } from './loaded-objects'
import { createPane, type Pane } from './pane'
import { createPrefetch, type Wanted } from './prefetch'
import { forgetMetadata, loadSeriesMetadata } from './series-metadata'
import { sortImages } from './sort-images'
import { createToolGroup, type PointerTool } from './tool-group'

export interface Stage {
  loads: ImageLoads
  enable: (paneId: string, element: HTMLDivElement, onChange: () => void) => Pane
  disable: (paneId: string) => void
  /** Hangs a stack, once its metadata is here; the pane says so when that cannot be had. */
  hang: (paneId: string, stack: ImageStack | null) => void
  /** Tries again what failed in a pane: the image, or the whole stack. */
  retry: (paneId: string, stack: ImageStack | null) => void
  chooseTool: (tool: PointerTool) => void
  /** Removes the selected marks of an image, or the last one made on it. */
  deleteMark: (imageId: string) => void
  /** The stacks that are worth fetching once everything hung is here. */
  offer: (stacks: ImageStack[]) => void
  resize: () => void
  destroy: () => void
}

interface PaneEntry {
  pane: Pane
  direction: 1 | -1
  lastIndex: number
  /** The stack last asked for; an answer about another one comes too late. */
  wanted: ImageStack | null
}

let counter = 0

/** The one rendering engine of a reading page with its panes, tools and prefetching; `destroy` leaves nothing behind. */
export function createStage(askForText: (given: string, done: (text: string) => void) => void): Stage {
  const id = `stage-${++counter}`
  const engine = new RenderingEngine(id)
  const loads = createImageLoads()
  const prefetch = createPrefetch(loads)
  const group = createToolGroup(`${id}-tools`, id, askForText)
  const panes = new Map<string, PaneEntry>()
  let offered: ImageStack[] = []
  let tool: PointerTool = 'window'
  let destroyed = false

  function refetch(): void {
    const hung: Wanted[] = [...panes.values()].flatMap(({ pane, direction }) => {
      const { stack, imageIndex, status } = pane.state()
      return stack && status !== 'loading' ? [{ stack, current: imageIndex, direction }] : []
    })
    const waiting = [...panes.values()].some(({ pane }) => pane.state().status === 'loading')
    // What the reader waits for comes alone; the rest follows.
    if (waiting || destroyed) return
    const shown = new Set(hung.map(({ stack }) => stack.stackId))
    const rest = offered
      .filter(
        (stack) => !shown.has(stack.stackId) && attributesOf(stack.images[0]?.imageId ?? '') !== undefined,
      )
      .map((stack): Wanted => ({ stack, current: 0, direction: 1 }))
    prefetch.want([...hung, ...rest])
  }

  async function hang(paneId: string, stack: ImageStack | null): Promise<void> {
    const entry = panes.get(paneId)
    if (!entry) return
    entry.wanted = stack
    if (!stack || stack.images.length === 0) return entry.pane.hang(stack)
    if (!isKnown(stack)) {
      if (entry.pane.state().stack?.stackId !== stack.stackId) entry.pane.expect(stack)
      try {
        await loadSeriesMetadata(stack)
      } catch (error) {
        if (entry.wanted === stack) entry.pane.fail(imageErrorText(error, ''))
        return
      }
    }
    if (destroyed || panes.get(paneId) !== entry || entry.wanted !== stack) return
    const sorted = { ...stack, images: sortImages(stack.images, ({ imageId }) => attributesOf(imageId)) }
    // More images of what is on the screen: the reader stays where they are.
    if (entry.pane.state().pictured && entry.pane.state().stack?.stackId === stack.stackId)
      entry.pane.reorder(sorted)
    else entry.pane.hang(sorted)
  }

  /** Metadata of the series nobody has opened yet, one after the other; a series that refuses is told when it is hung. */
  async function announceRest(): Promise<void> {
    for (const stack of offered) {
      if (destroyed) return
      await loadSeriesMetadata(stack).catch(() => undefined)
    }
    refetch()
  }

  return {
    loads,
    enable: (paneId, element, onChange) => {
      const pane = createPane({
        viewportId: `${id}-${paneId}`,
        element,
        engine,
        loads,
        onChange: (moved) => {
          const entry = panes.get(paneId)
          if (entry && moved) {
            const index = entry.pane.state().imageIndex
            if (index !== entry.lastIndex) entry.direction = index > entry.lastIndex ? 1 : -1
            entry.lastIndex = index
          }
          onChange()
          refetch()
        },
      })
      panes.set(paneId, { pane, direction: 1, lastIndex: 0, wanted: null })
      group.addPane(`${id}-${paneId}`)
      group.choose(tool)
      return pane
    },
    disable: (paneId) => {
      const entry = panes.get(paneId)
      panes.delete(paneId)
      if (destroyed || !entry) return
      group.removePane(`${id}-${paneId}`)
      entry.pane.destroy()
    },
    hang: (paneId, stack) => void hang(paneId, stack),
    retry: (paneId, stack) => {
      if (isKnown(stack)) panes.get(paneId)?.pane.retry()
      else void hang(paneId, stack)
    },
    chooseTool: (chosen) => {
      tool = chosen
      group.choose(chosen)
    },
    deleteMark: (imageId) => {
      const all = annotation.state
        .getAllAnnotations()
        .filter((mark) => mark.metadata?.referencedImageId === imageId)
      const selected = annotation.selection.getAnnotationsSelected()
      const chosen = all.filter((mark) => selected.includes(mark.annotationUID ?? ''))
      for (const mark of chosen.length > 0 ? chosen : all.slice(-1)) {
        annotation.state.removeAnnotation(mark.annotationUID ?? '')
      }
      utilities.triggerAnnotationRenderForViewportIds([...panes.keys()].map((paneId) => `${id}-${paneId}`))
    },
    offer: (stacks) => {
      offered = stacks.filter((stack) => stack.images.length > 0)
      void announceRest()
    },
    resize: () => {
      if (destroyed) return
      const nested = [...panes.values()].reduce(
        (act, { pane }) =>
          () =>
            pane.keepView(act),
        () => engine.resize(true, false),
      )
      nested()
    },
    destroy: () => {
      destroyed = true
      prefetch.destroy()
      loads.destroy()
      group.destroy()
      for (const { pane } of panes.values()) pane.destroy()
      panes.clear()
      engine.destroy()
      annotation.state.removeAllAnnotations()
      cache.purgeCache()
      forgetMetadata()
    },
  }
}

/** Whether the metadata of a stack is here. */
function isKnown(stack: ImageStack | null): boolean {
  return stack !== null && stack.images.every(({ SOPInstanceUID }) => isLoadedObject(SOPInstanceUID))
}
