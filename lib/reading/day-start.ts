/** Midnight of `now` in the time zone of this process, where "today" begins. */
export function dayStart(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate())
}
