import { inflatePart10 } from '@/lib/dicom/inflate'
import { readFileMeta } from '@/lib/dicom/read-file-meta'
import type { ReadRange } from '@/lib/dicom/read-part10'
import { transferSyntax } from '@/lib/dicom/transfer-syntax'
import { storage } from '@/lib/storage/storage'
import type { LocatedInstance } from './located-instance'

export interface InstanceReader {
  /** Gives bytes of what the offsets in the metadata count in. */
  read: ReadRange
  totalLength: number
}

type Readable = Pick<LocatedInstance, 'blobName' | 'byteLength' | 'TransferSyntaxUID'>

const blockLength = 128 * 1024

/** Random access to an instance without reading it whole; only a deflated one has to be inflated. */
export async function openInstance(instance: Readable): Promise<InstanceReader> {
  const { blobName, byteLength, TransferSyntaxUID } = instance
  if (transferSyntax(TransferSyntaxUID).deflated) return openDeflated(instance)
  const store = await storage()
  const read = throughBlocks((offset, length) => store.readRange(blobName, offset, length))
  return { read, totalLength: byteLength }
}

/** Stepping over fragments reads eight bytes here and there: most of them lie in a block that was just decrypted. */
function throughBlocks(read: ReadRange): ReadRange {
  let blockStart = -1
  let block: Uint8Array = new Uint8Array(0)
  return async (offset, length) => {
    if (length > 4096) return read(offset, length)
    const start = Math.floor(offset / blockLength) * blockLength
    if (offset + length > start + blockLength) return read(offset, length)
    if (start !== blockStart) {
      block = await read(start, blockLength)
      blockStart = start
    }
    return block.subarray(offset - start, offset - start + length)
  }
}

async function openDeflated({ blobName }: Readable): Promise<InstanceReader> {
  const bytes = await inflated(blobName)
  return {
    read: async (offset, length) => bytes.subarray(offset, offset + length),
    totalLength: bytes.length,
  }
}

const keptMs = 30_000
let kept: { blobName: string; bytes: Uint8Array; until: NodeJS.Timeout } | undefined
let before: Promise<unknown> = Promise.resolve()
const underWay = new Map<string, Promise<Uint8Array>>()

/**
 * One at a time is inflated, since each may take hundreds of megabytes; the last one is kept for a while: whoever reads
 * one frame of it mostly reads the next.
 */
function inflated(blobName: string): Promise<Uint8Array> {
  if (kept?.blobName === blobName) {
    kept.until.refresh()
    return Promise.resolve(kept.bytes)
  }
  const known = underWay.get(blobName)
  if (known) return known
  const bytes = before.then(() => inflate(blobName)).finally(() => underWay.delete(blobName))
  underWay.set(blobName, bytes)
  before = bytes.then(
    (whole) => keep(blobName, whole),
    () => undefined,
  )
  return bytes
}

function keep(blobName: string, bytes: Uint8Array): void {
  clearTimeout(kept?.until)
  const until = setTimeout(() => (kept = undefined), keptMs)
  until.unref()
  kept = { blobName, bytes, until }
}

async function inflate(blobName: string): Promise<Uint8Array> {
  const bytes = await (await storage()).readAll(blobName)
  return inflatePart10(bytes, readFileMeta(bytes, bytes.length).metaLength)
}
