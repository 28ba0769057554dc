'use client'
import type { KeyboardEvent, PointerEvent } from 'react'
import type { Point } from '@/lib/archive/film/film-steps'

interface HandleProps {
  label: string
  at: Point
  /** The picture that the place is a part of. */
  frame: () => DOMRect | undefined
  onMove: (to: Point) => void
  onHold: (isHeld: boolean) => void
}

const steps: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** A point on a picture that is dragged, or moved by arrow keys; with Shift ten times as far. */
export function Handle({ label, at, frame, onMove, onHold }: HandleProps) {
  function drag(event: PointerEvent<HTMLButtonElement>): void {
    const box = frame()
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !box) return
    onMove(within([(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]))
  }
  function step(event: KeyboardEvent): void {
    const direction = steps[event.key]
    if (!direction) return
    event.preventDefault()
    const far = event.shiftKey ? 0.02 : 0.002
    onMove(within([at[0] + direction[0] * far, at[1] + direction[1] * far]))
  }
  return (
    <button
      type="button"
      aria-label={`${label}: ${percent(at[0])} from the left, ${percent(at[1])} from the top. Move with the arrow keys.`}
      className="absolute size-11 -translate-x-1/2 -translate-y-1/2 cursor-grab touch-none rounded-full active:cursor-grabbing"
      style={{ left: percent(at[0]), top: percent(at[1]) }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        onHold(true)
      }}
      onPointerMove={drag}
      onPointerUp={() => onHold(false)}
      onPointerCancel={() => onHold(false)}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
      onKeyDown={step}
    >
      <span className="absolute top-1/2 left-1/2 size-5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-accent bg-black/40 shadow-pop" />
      <span className="absolute top-1/2 left-1/2 size-1 -translate-x-1/2 -translate-y-1/2 rounded-full bg-accent" />
    </button>
  )
}

function within([x, y]: Point): Point {
  return [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))]
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)}%`
}
