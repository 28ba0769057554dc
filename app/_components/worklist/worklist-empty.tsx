'use client'
import { Inbox, SearchX } from 'lucide-react'
import type { WorklistView } from '@/lib/worklist/worklist-row'
import { DemoButton } from '../demo-button'
import { EmptyState } from '../ui/empty-state'
import { emptyWords } from './view-labels'

interface WorklistEmptyProps {
  view: WorklistView
  filtered: boolean
  total: number
  canLoadDemo: boolean
  onLoaded: () => void
}

export function WorklistEmpty({ view, filtered, total, canLoadDemo, onLoaded }: WorklistEmptyProps) {
  if (filtered && total > 0) {
    return (
      <EmptyState icon={SearchX} title="No study in this view matches">
        {total === 1 ? 'One study is' : `${total} studies are`} hidden by the search or the modality.
      </EmptyState>
    )
  }
  const first = view === 'to-read' && canLoadDemo
  return (
    <EmptyState
      icon={Inbox}
      title={emptyWords[view]}
      action={first ? <DemoButton onLoaded={onLoaded} /> : undefined}
    >
      {first
        ? 'Send images from a scanner, upload files under Arrivals, or add sample studies to try everything out. They are synthetic and say so.'
        : null}
      {view === 'to-read' && !canLoadDemo ? 'New ones appear here by themselves.' : null}
    </EmptyState>
  )
}
