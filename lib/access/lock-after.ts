/** The end of the lock that the n-th wrong password in a row brings: five lock a minute, ten two, at most an hour; null between. */
export function lockAfter(failures: number, now: Date): Date | null {
  if (failures === 0 || failures % 5 !== 0) return null
  const minutes = Math.min(60, 2 ** (failures / 5 - 1))
  return new Date(now.getTime() + minutes * 60_000)
}
