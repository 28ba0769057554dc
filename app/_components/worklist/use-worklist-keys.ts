'use client'
import { useHotkeys } from 'react-hotkeys-hook'
import type { WorklistView } from '@/lib/worklist/worklist-row'

interface KeyHandlers {
  /** In the order of the tabs: 1 goes to the first. */
  views: readonly WorklistView[]
  move: (step: number) => void
  claim: () => void
  release: () => void
  urgency: () => void
  nextCase: () => void
  search: () => void
  showChanges: () => void
  leave: () => void
  help: () => void
  goTo: (view: WorklistView) => void
}

/** Single keys belong to the list only while nothing else wants them: no input, menu, list box or dialog. */
function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null
  return (
    target?.closest(
      'input, textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox], [role=combobox]',
    ) != null || document.querySelector('[role=dialog]') !== null
  )
}

export function useWorklistKeys(keys: KeyHandlers): void {
  const options = { ignoreEventWhen: isElsewhere, preventDefault: true, useKey: true }
  useHotkeys(['j', 'down', 'ArrowDown'], () => keys.move(1), options)
  useHotkeys(['k', 'up', 'ArrowUp'], () => keys.move(-1), options)
  useHotkeys('c', keys.claim, options)
  useHotkeys('r', keys.release, options)
  useHotkeys('u', keys.urgency, options)
  useHotkeys('n', keys.nextCase, options)
  useHotkeys('/', keys.search, options)
  useHotkeys('.', keys.showChanges, options)
  useHotkeys('escape', keys.leave, { ignoreEventWhen: isElsewhere })
  useHotkeys(['?', 'shift+?'], keys.help, options)
  useHotkeys(
    keys.views.map((_view, index) => String(index + 1)),
    (event) => {
      const view = keys.views[Number(event.key) - 1]
      if (view) keys.goTo(view)
    },
    options,
  )
}
