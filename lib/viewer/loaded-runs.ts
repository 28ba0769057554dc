export interface LoadedRun {
  from: number
  length: number
}

/** Which stretches of a stack are loaded, so that progress is drawn with a few bars instead of one an image. */
export function loadedRuns(loaded: readonly boolean[]): LoadedRun[] {
  const runs: LoadedRun[] = []
  for (const [index, here] of loaded.entries()) {
    if (!here) continue
    const last = runs.at(-1)
    if (last && last.from + last.length === index) last.length++
    else runs.push({ from: index, length: 1 })
  }
  return runs
}
