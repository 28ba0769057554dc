/**
 * How long to wait before a crashed process is started again: at once after a long run, then doubling to half a
 * minute, so that a process that cannot start does not keep the machine busy.
 */
export function pauseBeforeRestart({ crashes, ranForMs }: { crashes: number; ranForMs: number }): {
  crashes: number
  ms: number
} {
  const row = ranForMs > 60_000 ? 0 : crashes
  return { crashes: row + 1, ms: Math.min(500 * 2 ** row, 30_000) }
}
