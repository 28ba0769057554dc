'use client'
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { ImageStack } from '@/lib/viewer/image-stack'
import { imageErrorText } from '@/lib/viewer/image-error'
import type { Pane, PaneState } from '@/lib/viewer/pane'
import type { Stage } from '@/lib/viewer/stage'

interface PaneHandle {
  pane: Pane | null
  state: PaneState | null
  /** Why the series could not be opened at all, or ''. */
  failure: string
  retry: () => void
}

/** Enables a pane on an element for as long as it is on the page, and hangs what it is told to. */
export function usePane(
  stage: Stage,
  paneId: string,
  element: RefObject<HTMLDivElement | null>,
  stack: ImageStack | null,
): PaneHandle {
  const [pane, setPane] = useState<Pane | null>(null)
  const [state, setState] = useState<PaneState | null>(null)
  const [failure, setFailure] = useState('')
  const current = useRef(stack)
  useEffect(() => {
    current.current = stack
  }, [stack])

  useEffect(() => {
    if (!element.current) return
    const enabled = stage.enable(paneId, element.current, () => setState(enabled.state()))
    setPane(enabled)
    setState(enabled.state())
    return () => {
      stage.disable(paneId)
      setPane(null)
      setState(null)
    }
  }, [stage, paneId, element])

  const hang = useCallback(() => {
    const wanted = current.current
    setFailure('')
    stage.hang(paneId, wanted).catch((error: unknown) => {
      if (current.current === wanted) setFailure(imageErrorText(error, ''))
    })
  }, [stage, paneId])

  const stackId = stack?.stackId ?? ''
  useEffect(() => {
    if (pane) hang()
  }, [pane, hang, stackId])

  const retry = useCallback(() => {
    if (failure === '') pane?.retry()
    else hang()
  }, [failure, pane, hang])
  return { pane, state, failure, retry }
}
