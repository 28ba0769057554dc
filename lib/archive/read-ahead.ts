/**
 * Sources one after the other, the first piece of the next one fetched while the present one is taken. Whoever stops early
 * closes what was begun.
 */
export function* readAhead<T>(
  items: readonly T[],
  begin: (item: T) => AsyncGenerator<Uint8Array>,
): Generator<{ item: T; pieces: AsyncIterable<Uint8Array> }> {
  let ahead: { source: AsyncGenerator<Uint8Array>; first: Promise<IteratorResult<Uint8Array>> } | undefined
  function start(item: T): void {
    const source = begin(item)
    const first = source.next()
    // Whether it fails matters only when its turn comes.
    first.catch(() => undefined)
    ahead = { source, first }
  }
  try {
    for (const [n, item] of items.entries()) {
      if (!ahead) start(item)
      const present = ahead
      ahead = undefined
      const next = items[n + 1]
      if (next !== undefined) start(next)
      if (present) yield { item, pieces: piecesOf(present) }
    }
  } finally {
    void ahead?.source.return(undefined).catch(() => undefined)
  }
}

async function* piecesOf({
  source,
  first,
}: {
  source: AsyncGenerator<Uint8Array>
  first: Promise<IteratorResult<Uint8Array>>
}): AsyncGenerator<Uint8Array> {
  try {
    const { value, done } = await first
    if (done) return
    yield value
    yield* source
  } finally {
    await source.return(undefined)
  }
}
