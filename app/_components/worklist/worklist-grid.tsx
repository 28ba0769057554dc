'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { useEffect, useImperativeHandle, useRef, type KeyboardEvent, type Ref } from 'react'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { cardHeight, gridColumns, rowHeight, widerOnly, widestOnly, wideOnly } from './grid-columns'
import type { HeldRows } from './held-rows'
import { WorklistCard } from './worklist-card'
import { edgeTone, WorklistLine } from './worklist-line'

export interface GridHandle {
  focusRow: (index: number) => void
}

interface WorklistGridProps {
  ref: Ref<GridHandle>
  list: HeldRows
  now: number
  narrow: boolean
  readAi: boolean
  activeId: string | null
  onActivate: (studyId: string) => void
  onOpen: (row: WorklistRow) => void
  onHover: (studyId: string | null) => void
  onPointerInside: (inside: boolean) => void
  onFocusInside: (inside: boolean) => void
}

const headings: readonly { name: string; className?: string }[] = [
  { name: 'Due', className: 'pl-4' },
  { name: 'Class' },
  { name: 'Patient' },
  { name: 'Age' },
  { name: 'ID', className: widerOnly },
  { name: 'Procedure' },
  { name: 'Images' },
  { name: 'Received', className: widestOnly },
  { name: 'AI · research use', className: 'pl-4' },
  { name: 'Reader' },
  { name: 'Why here', className: wideOnly },
]

/** The live list: virtual, roving focus, rows slide to a new place and never under the reader's hand. */
export function WorklistGrid({
  ref,
  list,
  now,
  narrow,
  readAi,
  activeId,
  onActivate,
  onOpen,
  onHover,
  onPointerInside,
  onFocusInside,
}: WorklistGridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const height = narrow ? cardHeight : rowHeight
  const virtual = useVirtualizer({
    count: list.lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: (index) => list.lines[index]?.row.studyId ?? index,
  })
  useEffect(() => virtual.measure(), [height, virtual])
  useImperativeHandle(ref, () => ({
    focusRow: (index) => {
      virtual.scrollToIndex(index)
      const studyId = list.lines[index]?.row.studyId
      requestAnimationFrame(() => {
        scroller.current
          ?.querySelector<HTMLElement>(`[data-study="${studyId ?? ''}"]`)
          ?.focus({ preventScroll: true })
      })
    },
  }))
  const items = virtual.getVirtualItems()
  const activeShown = items.some((item) => item.key === activeId)

  return (
    <div
      role="grid"
      aria-label="Studies by deadline"
      aria-rowcount={list.lines.length + 1}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div
        role="row"
        aria-rowindex={1}
        className={clsx(gridColumns, 'hidden! h-7 border-b border-line text-sm text-ink-3 md:grid!')}
      >
        {headings.map(({ name, className }) => (
          <div key={name} role="columnheader" className={clsx('truncate', className)}>
            {name}
          </div>
        ))}
      </div>
      <div
        ref={scroller}
        role="rowgroup"
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
        onPointerEnter={(event) => event.pointerType === 'mouse' && onPointerInside(true)}
        onPointerLeave={() => {
          onPointerInside(false)
          onHover(null)
        }}
        onFocus={() => onFocusInside(true)}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) onFocusInside(false)
        }}
      >
        <div role="presentation" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const line = list.lines[item.index]
            if (!line) return null
            const { row, gone } = line
            const active = row.studyId === activeId
            const flashed = list.flashed.has(row.studyId)
            return (
              <div
                key={row.studyId}
                role="row"
                data-study={row.studyId}
                aria-rowindex={item.index + 2}
                aria-selected={active}
                tabIndex={active || (!activeShown && item.index === (items[0]?.index ?? 0)) ? 0 : -1}
                onFocus={() => onActivate(row.studyId)}
                onPointerEnter={() => onHover(row.studyId)}
                onClick={() => onOpen(row)}
                onKeyDown={(event) => openOnEnter(event, () => onOpen(row))}
                className={clsx(
                  'group absolute inset-x-0 top-0 cursor-pointer border-b border-line transition-transform duration-300 ease-out',
                  'hover:bg-hover focus-visible:-outline-offset-2',
                  active && 'bg-selected hover:bg-selected',
                  gone && 'opacity-45',
                )}
                style={{ height, transform: `translateY(${item.start}px)` }}
              >
                {flashed ? (
                  <span
                    key={list.change}
                    aria-hidden
                    className="flash pointer-events-none absolute inset-0"
                  />
                ) : null}
                <span aria-hidden className={clsx('absolute inset-y-0 left-0 w-0.5', edgeTone(row, now))} />
                {narrow ? (
                  <WorklistCard row={row} now={now} readAi={readAi} />
                ) : (
                  <WorklistLine row={row} now={now} readAi={readAi} />
                )}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function openOnEnter(event: KeyboardEvent<HTMLElement>, open: () => void): void {
  if (event.key !== 'Enter' || event.target !== event.currentTarget) return
  event.preventDefault()
  open()
}
