import { openBlob, type BlobSource, type OpenBlob } from './blob-read'

interface Kept {
  blob: Promise<OpenBlob>
  users: number
  /** Out of the list: closed by the last one who uses it. */
  isOut: boolean
  idle: NodeJS.Timeout | undefined
}

const most = 512
const idleMs = 3_000

/**
 * Blobs that were just read stay open for three seconds, their data key unwrapped: whoever asks for one frame asks for
 * the next. What is moved between places can be read on; what is removed here is let go of at once, and what another
 * process removes is nobody's to ask for, as its index entry went before.
 */
export function openBlobs() {
  const kept = new Map<string, Kept>()

  /** @param first so many bytes of the plaintext are wanted at once, should the blob have to be opened */
  async function use<T>(source: BlobSource, first: number, work: (blob: OpenBlob) => Promise<T>): Promise<T> {
    const entry = kept.get(source.blobName) ?? open(source, first)
    entry.users += 1
    clearTimeout(entry.idle)
    try {
      return await work(await entry.blob)
    } catch (error) {
      // Whatever went wrong, the next one looks for the blob anew.
      forget(source.blobName, entry)
      throw error
    } finally {
      entry.users -= 1
      if (entry.users === 0) rest(source.blobName, entry)
    }
  }

  function open(source: BlobSource, first: number): Kept {
    const entry: Kept = { blob: openBlob(source, first), users: 0, isOut: false, idle: undefined }
    entry.blob.catch(() => undefined)
    if (kept.size >= most) forget(kept.keys().next().value ?? '')
    kept.set(source.blobName, entry)
    return entry
  }

  function rest(blobName: string, entry: Kept): void {
    if (entry.isOut) return close(entry)
    entry.idle = setTimeout(() => forget(blobName, entry), idleMs)
    entry.idle.unref()
  }

  function forget(blobName: string, entry = kept.get(blobName)): void {
    if (!entry || entry.isOut) return
    entry.isOut = true
    if (kept.get(blobName) === entry) kept.delete(blobName)
    clearTimeout(entry.idle)
    if (entry.users === 0) close(entry)
  }

  return { use, forget }
}

function close({ blob }: Kept): void {
  blob.then(({ file }) => file.close()).catch(() => undefined)
}
