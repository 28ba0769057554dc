import { createReadStream } from 'node:fs'
import { open, opendir, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { ByteSource, SkippedFile } from '@/lib/dicom/media/media-file'

/**
 * The files under a path, one at a time, however many there are. Links inside are not followed: a medium must not lead
 * out of itself (S37).
 */
export async function* localSources(top: string): AsyncGenerator<ByteSource | SkippedFile> {
  const found = await stat(top)
  if (found.isDirectory()) yield* folder(top, '')
  else yield localSource(top, path.basename(top), found.size)
}

async function* folder(top: string, inside: string): AsyncGenerator<ByteSource | SkippedFile> {
  for await (const entry of await opendir(path.join(top, inside))) {
    const label = path.join(inside, entry.name)
    const file = path.join(top, label)
    if (entry.isDirectory()) yield* folder(top, label)
    else if (entry.isFile()) yield localSource(file, label, (await stat(file)).size)
    else yield { label, skipped: 'A link, not a file.' }
  }
}

function localSource(file: string, label: string, size: number): ByteSource {
  return {
    label,
    size,
    read: async (offset, length) => {
      const handle = await open(file)
      try {
        const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)))
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset)
        return bytes.subarray(0, bytesRead)
      } finally {
        await handle.close()
      }
    },
    stream: (offset, length) =>
      length === 0
        ? new Blob([]).stream()
        : (Readable.toWeb(
            createReadStream(file, { start: offset, end: offset + length - 1 }),
          ) as ReadableStream<Uint8Array>),
  }
}
