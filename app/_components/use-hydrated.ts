'use client'
import { useSyncExternalStore } from 'react'

const never = (): (() => void) => () => undefined

/** False on the server and in the first paint: what depends on the reader's time zone or browser waits for true. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
