export interface DueWords {
  kind: 'overdue' | 'soon' | 'later'
  /** "in 12 min", "8 min over" */
  words: string
}

const soonMs = 15 * 60_000

/** How a deadline stands at a moment. */
export function dueWords(dueAt: string, now: number): DueWords {
  const left = new Date(dueAt).getTime() - now
  if (left < 0) return { kind: 'overdue', words: `${span(-left)} over` }
  return { kind: left <= soonMs ? 'soon' : 'later', words: `in ${span(left)}` }
}

/** How long ago, in the two largest units that still say something. */
export function ageWords(at: string, now: number): string {
  return span(Math.max(0, now - new Date(at).getTime()))
}

export function span(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return '<1 min'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 10) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`
  if (hours < 24) return `${hours} h`
  const days = Math.floor(hours / 24)
  return days < 7 ? `${days} d ${hours % 24} h` : `${days} d`
}

/** Clock time in the reader's zone; with the date when it is another day. */
export function clockWords(at: string, now: number): string {
  const date = new Date(at)
  const clock = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  const sameDay = date.toDateString() === new Date(now).toDateString()
  return sameDay ? clock : `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${clock}`
}

/** As `clockWords`, for a narrow column: the weekday within a week, else the date alone. */
export function shortClockWords(at: string, now: number): string {
  const date = new Date(at)
  const days = Math.abs(date.getTime() - now) / 86_400_000
  if (date.toDateString() === new Date(now).toDateString()) return clockWords(at, now)
  if (days >= 6) return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
  return `${date.toLocaleDateString('en-GB', { weekday: 'short' })} ${date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`
}
