'use client'
import clsx from 'clsx'
import { useEffect, useRef, type Dispatch } from 'react'
import type { HangingAction, Layout } from '@/lib/viewer/hanging'
import type { ImageStack } from '@/lib/viewer/image-stack'
import type { Pane } from '@/lib/viewer/pane'
import type { Stage } from '@/lib/viewer/stage'
import type { PointerTool } from '@/lib/viewer/tool-group'
import { PaneView, type PaneReport } from './pane-view'

interface PaneGridProps {
  stage: Stage
  layout: Layout
  hung: readonly (string | null)[]
  stacks: ImageStack[]
  active: number
  tool: PointerTool
  patient: string
  synthetic: boolean
  dispatch: Dispatch<HangingAction>
  onPane: (index: number, pane: Pane | null) => void
  onReport: (index: number, report: PaneReport) => void
}

const grids = {
  '1x1': 'grid-cols-1 grid-rows-1',
  '1x2': 'grid-cols-2 grid-rows-1 max-sm:grid-cols-1 max-sm:grid-rows-2',
  '2x2': 'grid-cols-2 grid-rows-2',
} satisfies Record<Layout, string>

export function PaneGrid({ stage, layout, hung, stacks, active, dispatch, ...shared }: PaneGridProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!box.current) return
    let frame = 0
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(stage.resize)
    })
    observer.observe(box.current)
    for (const child of box.current.children) observer.observe(child)
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
    }
  }, [stage, layout])
  return (
    <div ref={box} className={clsx('grid min-h-0 flex-1 gap-px bg-line', grids[layout])}>
      {hung.map((stackId, index) => (
        <PaneView
          key={index}
          stage={stage}
          index={index}
          stack={stacks.find((stack) => stack.stackId === stackId) ?? null}
          active={index === active}
          alone={hung.length === 1}
          onActivate={() => dispatch({ type: 'activate', pane: index })}
          onDrop={(dropped) => dispatch({ type: 'hang', stackId: dropped, pane: index })}
          {...shared}
        />
      ))}
    </div>
  )
}
