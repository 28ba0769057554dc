'use client'
import { useEffect, useRef, useState, type Dispatch, type RefObject } from 'react'
import { assertNever } from '@/lib/errors'
import type { HangingAction } from '@/lib/viewer/hanging'
import type { ImageStack } from '@/lib/viewer/image-stack'
import type { Pane } from '@/lib/viewer/pane'
import type { PointerTool } from '@/lib/viewer/tool-group'
import { windowPresets } from '@/lib/viewer/window-presets'
import type { ViewerCommand } from './commands'

interface CommandInput {
  panes: RefObject<(Pane | null)[]>
  active: number
  stacks: ImageStack[]
  Modality: string
  panesShown: number
  dispatch: Dispatch<HangingAction>
  onTool: (tool: PointerTool) => void
  onShortcuts: () => void
  onDeleteMark: (imageId: string) => void
}

/** Carries out what buttons and keys ask for, on the active pane. The function stays the same for the page's life. */
export function useCommands(input: CommandInput): (command: ViewerCommand) => void {
  const latest = useRef(input)
  useEffect(() => {
    latest.current = input
  })
  const [run] = useState(() => (command: ViewerCommand) => perform(command, latest.current))
  return run
}

function perform(command: ViewerCommand, input: CommandInput): void {
  const pane = input.panes.current[input.active] ?? null
  switch (command.do) {
    case 'tool':
      return input.onTool(command.tool)
    case 'preset': {
      const preset = windowPresets(input.Modality).find(({ key }) => key === command.key)
      return preset ? pane?.applyPreset(preset) : undefined
    }
    case 'auto-window':
      return pane?.autoWindow()
    case 'invert':
      return pane?.invert()
    case 'rotate':
      return pane?.rotate()
    case 'flip':
      return pane?.flip(command.axis)
    case 'reset':
      return pane?.reset()
    case 'zoom':
      return pane?.zoomBy(command.factor)
    case 'scroll':
      return pane?.scrollBy(command.by)
    case 'first':
      return pane?.showImage(0)
    case 'last':
      return pane?.showImage(Number.MAX_SAFE_INTEGER)
    case 'cine':
      return pane?.toggleCine()
    case 'delete-mark':
      return pane ? input.onDeleteMark(pane.currentImageId()) : undefined
    case 'layout':
      return input.dispatch({ type: 'layout', layout: command.layout, stacks: input.stacks })
    case 'series':
      return input.dispatch({ type: 'step', by: command.by, stacks: input.stacks })
    case 'next-pane':
      return input.dispatch({ type: 'activate', pane: (input.active + 1) % input.panesShown })
    case 'shortcuts':
      return input.onShortcuts()
    default:
      return assertNever(command)
  }
}
