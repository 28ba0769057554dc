/** Mulberry32: a small repeatable generator, so that the same seed draws the same study. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** About normal (sum of four uniforms), mean 0, standard deviation 1: film grain. */
export function grain(random: () => number): number {
  return (random() + random() + random() + random() - 2) * 1.732
}
