'use client'
import clsx from 'clsx'
import type { WorklistAnswer, WorklistView } from '@/lib/worklist/worklist-row'
import { UrgencyShape } from '../urgency-shape'
import { viewLabels } from './view-labels'

interface ViewTabsProps {
  /** Those that the role may open. */
  views: readonly WorklistView[]
  view: WorklistView
  counts: WorklistAnswer['counts'] | undefined
  onChange: (view: WorklistView) => void
}

/** The built-in views with their counts. Links of a kind: each view is an address. */
export function ViewTabs({ views, view, counts, onChange }: ViewTabsProps) {
  return (
    <nav
      aria-label="Views"
      className="flex min-w-0 [scrollbar-width:none] items-stretch gap-0.5 self-stretch overflow-x-auto"
    >
      {views.map((name) => {
        const count = counts?.[name] ?? 0
        const pressing = (name === 'overdue' || name === 'ai-critical') && count > 0
        return (
          <a
            key={name}
            href={`?view=${name}`}
            aria-current={name === view ? 'page' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              onChange(name)
            }}
            className={clsx(
              'relative flex shrink-0 items-center gap-1.5 px-2.5 whitespace-nowrap focus-visible:-outline-offset-2',
              name === view
                ? 'text-ink after:absolute after:inset-x-2.5 after:bottom-0 after:h-0.5 after:bg-accent'
                : 'text-ink-2 hover:text-ink',
            )}
          >
            {pressing ? (
              <UrgencyShape kind={name === 'overdue' ? 'overdue' : 'critical'} className="size-2" />
            ) : null}
            {viewLabels[name]}
            <span
              className={clsx('num min-w-3 text-sm', pressing ? 'font-medium text-critical' : 'text-ink-3')}
            >
              {counts ? count : ''}
            </span>
          </a>
        )
      })}
    </nav>
  )
}
