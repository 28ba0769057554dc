'use client'
import { useState } from 'react'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { nextHeldRows, settled, type HeldRows } from './held-rows'

interface HeldInput {
  rows: readonly WorklistRow[]
  held: boolean
  /** Another view or search: the list starts anew, nothing is held over. */
  listKey: string
}

/** The lines to show; `release` takes the new order now. */
export function useHeldRows({ rows, held, listKey }: HeldInput): HeldRows & { release: () => void } {
  const [seen, setSeen] = useState({ rows, held, listKey, shown: settled(rows) })
  if (seen.rows !== rows || seen.held !== held || seen.listKey !== listKey) {
    const shown = seen.listKey === listKey ? nextHeldRows(seen.shown, rows, held) : settled(rows)
    setSeen({ rows, held, listKey, shown })
    return { ...shown, release }
  }
  function release(): void {
    setSeen((was) => ({ ...was, shown: nextHeldRows(was.shown, was.rows, false) }))
  }
  return { ...seen.shown, release }
}
