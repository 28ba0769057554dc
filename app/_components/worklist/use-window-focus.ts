'use client'
import { useSyncExternalStore } from 'react'

/** Whether this window has the keyboard: a focus that nobody looks at does not hold the list. */
export function useWindowFocus(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('focus', changed)
      window.addEventListener('blur', changed)
      return () => {
        window.removeEventListener('focus', changed)
        window.removeEventListener('blur', changed)
      }
    },
    () => document.hasFocus(),
    () => true,
  )
}
