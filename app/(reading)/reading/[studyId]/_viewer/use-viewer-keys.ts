'use client'
import { useEffect } from 'react'
import { commandOfKey, type ViewerCommand } from './commands'

/** Single keys drive the viewer, except while somebody types, chooses from a menu or answers a dialog. */
export function useViewerKeys(run: (command: ViewerCommand) => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (!reachesViewer(event)) return
      const command = commandOfKey(event.key)
      if (!command) return
      event.preventDefault()
      run(command)
    }
    // On the way down: Cornerstone3D's own listener on a focused pane swallows every key.
    window.addEventListener('keydown', pressed, { capture: true })
    return () => window.removeEventListener('keydown', pressed, { capture: true })
  }, [run])
}

/** Whether a key pressed here belongs to the images. */
export function reachesViewer(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null
  if (target?.closest('[role="dialog"],[role="menu"],[role="listbox"]')) return false
  if (target?.isContentEditable || target instanceof HTMLTextAreaElement) return false
  if (target instanceof HTMLInputElement && target.type !== 'range') return false
  // A focused button keeps the keys that press it, a list the keys that move in it.
  if (event.key === ' ' || event.key === 'Enter') return !target?.closest('button,a,summary')
  return true
}
