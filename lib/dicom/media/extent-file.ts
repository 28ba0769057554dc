import type { ByteSource, Extent, MediaFile } from './media-file'

/** A file whose bytes lie in its source as they are, in one piece or several. */
export function extentFile(source: ByteSource, label: string, extents: Extent[]): MediaFile {
  const size = extents.reduce((sum, { length }) => sum + length, 0)
  return {
    label,
    size,
    extents,
    head: async (length) => {
      const parts: Uint8Array[] = []
      let left = Math.min(length, size)
      for (const extent of extents) {
        if (left <= 0) break
        const part = await source.read(extent.offset, Math.min(extent.length, left))
        parts.push(part)
        left -= part.length
      }
      return joined(parts)
    },
    stream: () => {
      const [only] = extents
      if (only && extents.length === 1) return source.stream(only.offset, only.length)
      return joinedStream(source, extents)
    },
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const [only] = parts
  if (only && parts.length === 1) return only
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function joinedStream(source: ByteSource, extents: Extent[]): ReadableStream<Uint8Array> {
  const waiting = [...extents]
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        if (!reader) {
          const next = waiting.shift()
          if (!next) return controller.close()
          reader = source.stream(next.offset, next.length).getReader()
        }
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        reader = null
      }
    },
    cancel: (reason) => reader?.cancel(reason),
  })
}
