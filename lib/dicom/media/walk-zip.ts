import { Reader, ZipReader, type FileEntry } from '@zip.js/zip.js'
import { mediaLimits, type MediaLimits } from './media-limits'
import type { ByteSource, MediaEntry, MediaFile } from './media-file'

/** The library wants a class of its own: it hands it only what it may read at once. */
class SourceReader extends Reader<ByteSource> {
  constructor(private readonly source: ByteSource) {
    super(source)
    this.size = source.size
  }
  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    if (length > mediaLimits.tableBytes) throw new Error('The table of contents is too large.')
    return this.source.read(offset, length)
  }
}

export function isZip(head: Uint8Array): boolean {
  const [p, k, a, b] = head
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6))
}

/**
 * The files of a ZIP (also ZIP64), each inflated only while it is read. Bombs, entries over each other, endless tables
 * of contents and links are refused; names are text and nothing more (S37, S38).
 */
export async function* walkZip(
  source: ByteSource,
  limits: MediaLimits = mediaLimits,
): AsyncGenerator<MediaEntry> {
  const zip = new ZipReader(new SourceReader(source), {
    useWebWorkers: false,
    filenameValidation: 'tolerant',
    checkOverlappingEntry: true,
  })
  let entries = 0
  let total = 0
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      entries += 1
      const label = `${source.label} › ${entry.filename}`
      if (entries > limits.entries) {
        yield { label: source.label, skipped: 'The rest of this ZIP is left out: it holds too many files.' }
        return
      }
      if (entry.directory) continue
      const reason = refusal(entry)
      total += entry.uncompressedSize
      if (reason) yield { label, skipped: reason }
      else if (total > limits.totalBytes) {
        yield { label: source.label, skipped: 'The rest of this ZIP is left out: unpacked it is too large.' }
        return
      } else yield zipFile(entry, label)
    }
  } catch {
    yield {
      label: source.label,
      skipped: 'The ZIP is damaged or not complete. Copy it again, or drop the folder instead.',
    }
  } finally {
    await zip.close().catch(() => undefined)
  }
}

const unixLink = 0o120000

function refusal(entry: FileEntry): string | null {
  const { compressedSize, uncompressedSize, externalFileAttributes = 0 } = entry
  if (entry.encrypted) return 'Protected by a password. Unpack it first, then drop the folder.'
  if (((externalFileAttributes >>> 16) & 0o170000) === unixLink) return 'A link, not a file.'
  if (uncompressedSize > mediaLimits.fileBytes) return 'Larger than this archive accepts.'
  const isLarge = uncompressedSize > mediaLimits.ratioFreeBytes
  if (isLarge && uncompressedSize > compressedSize * mediaLimits.ratio) {
    return 'Grows beyond measure when unpacked; not opened.'
  }
  return null
}

function zipFile(entry: FileEntry, label: string): MediaFile {
  const size = entry.uncompressedSize
  return {
    label,
    size,
    extents: null,
    head: (length) => headOf(entry, length),
    stream: () => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(noMoreThan(size))
      // What goes wrong while inflating reaches the reader through the stream.
      entry
        .getData(writable, { useWebWorkers: false, checkSignature: true })
        .catch(async (error: unknown) => {
          await writable.abort(error).catch(() => undefined)
        })
      return readable
    },
  }
}

/** A ZIP may say less than what it unpacks to. */
function noMoreThan(size: number): Transformer<Uint8Array, Uint8Array> {
  let sent = 0
  return {
    transform(chunk, controller) {
      sent += chunk.length
      if (sent > size) controller.error(new Error('The file is larger than the ZIP says.'))
      else controller.enqueue(chunk)
    },
  }
}

async function headOf(entry: FileEntry, length: number): Promise<Uint8Array> {
  const enough = new AbortController()
  const wanted = Math.min(length, entry.uncompressedSize)
  const head = new Uint8Array(wanted)
  let got = 0
  const take = new WritableStream<Uint8Array>({
    write(chunk) {
      const part = chunk.subarray(0, wanted - got)
      head.set(part, got)
      got += part.length
      if (got >= wanted && wanted < entry.uncompressedSize) enough.abort()
    },
  })
  try {
    await entry.getData(take, { useWebWorkers: false, signal: enough.signal })
  } catch (error) {
    if (!enough.signal.aborted) throw error
  }
  return head.subarray(0, got)
}
