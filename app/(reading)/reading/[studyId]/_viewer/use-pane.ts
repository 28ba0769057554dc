'use client'
import { useCallback, useEffect, useState } from 'react'
import type { ImageStack } from '@/lib/viewer/image-stack'
import type { Pane } from '@/lib/viewer/pane'
import type { PaneState } from '@/lib/viewer/pane-state'
import type { Stage } from '@/lib/viewer/stage'

interface PaneHandle {
  /** For the element that shows the picture: enabled for as long as it is on the page. */
  attach: (element: HTMLDivElement) => () => void
  pane: Pane | null
  state: PaneState | null
  retry: () => void
}

/** Enables a pane on an element and hangs what it is told to. */
export function usePane(stage: Stage, paneId: string, stack: ImageStack | null): PaneHandle {
  const [pane, setPane] = useState<Pane | null>(null)
  const [state, setState] = useState<PaneState | null>(null)

  const attach = useCallback(
    (element: HTMLDivElement) => {
      const enabled = stage.enable(paneId, element, () => setState(enabled.state()))
      setPane(enabled)
      return () => {
        stage.disable(paneId)
        setPane(null)
        setState(null)
      }
    },
    [stage, paneId],
  )

  // The same images may come as new objects when the study is read anew; they are hung once.
  const [hung, setHung] = useState(stack)
  if (hung?.stackId !== stack?.stackId || hung?.images.length !== stack?.images.length) setHung(stack)
  useEffect(() => {
    if (pane) stage.hang(paneId, hung)
  }, [stage, paneId, pane, hung])

  return { attach, pane, state, retry: () => stage.retry(paneId, hung) }
}
