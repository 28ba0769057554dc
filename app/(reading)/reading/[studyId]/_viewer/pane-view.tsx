'use client'
import clsx from 'clsx'
import { useEffect, useState } from 'react'
import type { ImageStack } from '@/lib/viewer/image-stack'
import type { Pane } from '@/lib/viewer/pane'
import type { Stage } from '@/lib/viewer/stage'
import type { PointerTool } from '@/lib/viewer/tool-group'
import { PaneMessage } from './pane-message'
import { PaneOverlay } from './pane-overlay'
import { StackSlider } from './stack-slider'
import { usePane } from './use-pane'
import { useScrolling } from './use-scrolling'

interface PaneViewProps {
  stage: Stage
  index: number
  stack: ImageStack | null
  active: boolean
  alone: boolean
  tool: PointerTool
  patient: string
  synthetic: boolean
  onActivate: () => void
  onDrop: (stackId: string) => void
  /** Tells the viewer which pane controls this place, so that keys and buttons reach it. */
  onPane: (index: number, pane: Pane | null) => void
  onReport: (index: number, report: PaneReport) => void
}

/** What the viewer around the pane needs to know of it. */
export interface PaneReport {
  status: 'empty' | 'loading' | 'shown' | 'failed'
  playing: boolean
}

/** One pane: the picture, what is written over it, and the way through the stack. */
export function PaneView({
  stage,
  index,
  stack,
  active,
  alone,
  tool,
  patient,
  synthetic,
  onActivate,
  onDrop,
  onPane,
  onReport,
}: PaneViewProps) {
  const { attach, pane, state, retry } = usePane(stage, `pane-${index}`, stack)
  const [dropping, setDropping] = useState(false)
  useScrolling(pane, tool)
  useEffect(() => {
    onPane(index, pane)
    return () => onPane(index, null)
  }, [index, pane, onPane])

  // The pane's own state lags one turn behind when another stack is hung; until then nothing old is written over it.
  const shown = state?.stack && state.stack.stackId === stack?.stackId ? state : null
  const status = shown?.status ?? (stack?.images.length ? 'loading' : 'empty')
  const imageId = shown?.stack?.images[shown.imageIndex]?.imageId ?? ''
  const renderedUrl = stage.loads.undecodable(imageId) ? `${imageId.replace('wadors:', '')}/rendered` : ''
  const playing = (shown?.playing ?? 0) > 0
  useEffect(() => onReport(index, { status, playing }), [index, status, playing, onReport])
  return (
    <section
      aria-label={
        stack ? `Pane ${index + 1}: ${stack.SeriesDescription || stack.Modality}` : `Pane ${index + 1}, empty`
      }
      data-pane={index}
      data-status={status}
      data-image={shown ? shown.imageIndex + 1 : 0}
      onPointerDownCapture={onActivate}
      onDragOver={(event) => {
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        event.preventDefault()
        setDropping(false)
        const stackId = event.dataTransfer.getData('text/plain')
        if (stackId !== '') onDrop(stackId)
      }}
      className="relative min-h-0 min-w-0 overflow-hidden bg-black"
    >
      <div
        ref={attach}
        onContextMenu={(event) => event.preventDefault()}
        className={clsx('absolute inset-0 touch-none', tool === 'scroll' && 'cursor-ns-resize')}
      />
      {shown?.pictured ? null : (
        <span aria-hidden className="pointer-events-none absolute inset-0 bg-black" />
      )}
      <PaneMessage
        status={status}
        stack={stack}
        error={shown?.error ?? ''}
        renderedUrl={renderedUrl}
        onRetry={retry}
      />
      {stack && shown && stack.images.length > 0 ? (
        <PaneOverlay stack={shown.stack ?? stack} state={shown} patient={patient} synthetic={synthetic} />
      ) : null}
      {dropping || (active && !alone) ? (
        <span
          aria-hidden
          className={clsx(
            'pointer-events-none absolute inset-0 border-accent',
            dropping ? 'border-2' : 'border opacity-70',
          )}
        />
      ) : null}
      {pane && shown?.stack && shown.stack.images.length > 1 ? (
        <StackSlider
          images={shown.stack.images}
          index={shown.imageIndex}
          loads={stage.loads}
          onIndex={pane.showImage}
        />
      ) : null}
    </section>
  )
}
