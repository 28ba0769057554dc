/** What a scanner said of an examination (MPPS). */
export interface PerformedStep {
  status: string
  /** null while it goes on */
  endedAt: Date | null
  /** Objects that it says it made. */
  expected: readonly string[]
}

export interface WaitInput {
  performed: readonly PerformedStep[]
  /** Of the expected objects those that are stored. */
  arrived: ReadonlySet<string>
  lastReceivedAt: Date
  /** Somebody waits for it now: it is never held back. */
  isStat: boolean
  now: Date
}

/** While an examination goes on, a study waits so long after its last image: a patient may be moved between scans. */
export const goesOnMinutes = 10
/** Once it is over, the images that it announced are waited for so long after the last one came. */
export const missingMinutes = 5

/**
 * Until when a settled study waits for the rest of its images; null: it can be read. Without MPPS the quiet time alone
 * decides. The wait is bounded whatever a scanner says or forgets to say, and nothing urgent waits.
 */
export function waitsUntil({ performed, arrived, lastReceivedAt, isStat, now }: WaitInput): Date | null {
  if (isStat || performed.length === 0) return null
  const after = (minutes: number, since: Date): Date => new Date(since.getTime() + minutes * 60_000)
  const limits = performed.flatMap(({ status, endedAt, expected }) => {
    if (status === 'IN PROGRESS') return [after(goesOnMinutes, lastReceivedAt)]
    if (status === 'DISCONTINUED' || expected.every((uid) => arrived.has(uid))) return []
    return [after(missingMinutes, later(lastReceivedAt, endedAt))]
  })
  const until = limits.filter((limit) => limit > now)
  return until.length > 0 ? new Date(Math.max(...until.map((limit) => limit.getTime()))) : null
}

function later(a: Date, b: Date | null): Date {
  return b && b > a ? b : a
}
