import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { movedIds } from './moved-ids'

/** A row on screen; `gone` stays visible while the order is held, although it has left the list. */
export interface Line {
  row: WorklistRow
  gone: boolean
}

export interface Pending {
  added: number
  moved: number
  removed: number
  /** Among the added: AI-critical or overdue ones, which the banner names. */
  pressing: number
}

export interface HeldRows {
  lines: Line[]
  pending: Pending
  /** Rows that took a new place in the last change, to be flashed once. */
  flashed: ReadonlySet<string>
  /** Grows with each change of order, so that a flash starts anew. */
  change: number
}

export const nothingPending: Pending = { added: 0, moved: 0, removed: 0, pressing: 0 }

/** The list as it comes, nothing held. */
export function settled(rows: readonly WorklistRow[]): HeldRows {
  return {
    lines: rows.map((row) => ({ row, gone: false })),
    pending: nothingPending,
    flashed: new Set(),
    change: 0,
  }
}

/**
 * What to show when new rows arrive. Held (a pointer or the focus is in the list): every row keeps its place, cells
 * change in place, and what would have moved is counted. Not held: the new order is taken and what moved is named.
 */
export function nextHeldRows(shown: HeldRows, rows: readonly WorklistRow[], held: boolean): HeldRows {
  const before = shown.lines.filter((line) => !line.gone).map((line) => line.row.studyId)
  const after = rows.map((row) => row.studyId)
  const known = new Set(shown.lines.map((line) => line.row.studyId))
  const added = rows.filter((row) => !known.has(row.studyId))
  if (!held) {
    const flashed = new Set([...movedIds(before, after), ...added.map((row) => row.studyId)])
    const change = flashed.size > 0 ? shown.change + 1 : shown.change
    return { lines: rows.map((row) => ({ row, gone: false })), pending: nothingPending, flashed, change }
  }
  const byId = new Map(rows.map((row) => [row.studyId, row]))
  const lines = shown.lines.map((line) => {
    const row = byId.get(line.row.studyId)
    return row ? { row, gone: false } : { row: line.row, gone: true }
  })
  const inPlace = lines.filter((line) => !line.gone).map((line) => line.row.studyId)
  const pending = {
    added: added.length,
    moved: movedIds(inPlace, after).length,
    removed: lines.length - inPlace.length,
    pressing: added.filter((row) => row.ai.urgency === 'critical').length,
  }
  return { lines, pending, flashed: shown.flashed, change: shown.change }
}
