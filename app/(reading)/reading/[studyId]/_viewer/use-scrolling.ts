'use client'
import { useEffect } from 'react'
import type { Pane } from '@/lib/viewer/pane'
import type { PointerTool } from '@/lib/viewer/tool-group'

const wheelNotch = 40
const slowestDrag = 14

/** Wheel and, with the scroll tool, dragging move through the stack; control and wheel zoom. */
export function useScrolling(pane: Pane | null, tool: PointerTool): void {
  useEffect(() => {
    if (!pane) return
    const target = pane.element
    let rest = 0
    const wheel = (event: WheelEvent): void => {
      event.preventDefault()
      if (event.ctrlKey) return pane.zoomBy(event.deltaY < 0 ? 1.1 : 1 / 1.1)
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE
      // A wheel sends one large step, a trackpad many small ones that add up.
      rest += lines ? event.deltaY * wheelNotch : event.deltaY
      const steps = Math.abs(rest) >= 100 && !lines ? Math.sign(rest) : Math.trunc(rest / wheelNotch)
      if (steps === 0) return
      rest = 0
      pane.scrollBy(steps)
    }
    target.addEventListener('wheel', wheel, { passive: false })
    return () => target.removeEventListener('wheel', wheel)
  }, [pane])

  useEffect(() => {
    if (!pane || tool !== 'scroll') return
    const target = pane.element
    let from: { y: number; index: number } | null = null
    const down = (event: PointerEvent): void => {
      if (event.button !== 0 || !event.isPrimary) return
      from = { y: event.clientY, index: pane.state().imageIndex }
      target.setPointerCapture(event.pointerId)
    }
    const move = (event: PointerEvent): void => {
      if (!from || !event.isPrimary) return
      const count = pane.state().stack?.images.length ?? 1
      const perImage = Math.min(slowestDrag, Math.max(2, (target.clientHeight * 0.8) / count))
      pane.showImage(Math.max(0, from.index + Math.round((event.clientY - from.y) / perImage)))
    }
    const up = (): void => {
      from = null
    }
    target.addEventListener('pointerdown', down)
    target.addEventListener('pointermove', move)
    target.addEventListener('pointerup', up)
    target.addEventListener('pointercancel', up)
    return () => {
      target.removeEventListener('pointerdown', down)
      target.removeEventListener('pointermove', move)
      target.removeEventListener('pointerup', up)
      target.removeEventListener('pointercancel', up)
    }
  }, [pane, tool])
}
