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

let lastInflated: { blobName: string; bytes: Promise<Uint8Array> } | undefined

/** The last one is kept: whoever reads one frame of it mostly reads the next. */
async function openDeflated({ blobName }: Readable): Promise<InstanceReader> {
  if (lastInflated?.blobName !== blobName) {
    const bytes = inflate(blobName)
    lastInflated = { blobName, bytes }
    bytes.catch(() => (lastInflated = undefined))
  }
  const bytes = await lastInflated.bytes
  return {
    read: async (offset, length) => bytes.subarray(offset, offset + length),
    totalLength: bytes.length,
  }
}

async function inflate(blobName: string): Promise<Uint8Array> {
  const bytes = await (await storage()).readAll(blobName)
  return inflatePart10(bytes, readFileMeta(bytes, bytes.length).metaLength)
}
