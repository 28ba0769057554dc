export const periods = ['today', '7d', '30d'] as const
export type Period = (typeof periods)[number]

export const periodLabels = { today: 'Today', '7d': '7 days', '30d': '30 days' } satisfies Record<
  Period,
  string
>

/** Where a period begins, in the reader's zone; it ends now. */
export function periodStart(period: Period, now: Date): Date {
  const start = new Date(now)
  start.setHours(0, 0, 0, 0)
  if (period === '7d') start.setDate(start.getDate() - 6)
  if (period === '30d') start.setDate(start.getDate() - 29)
  return start
}
