import { createHash } from 'node:crypto'
import { noteNotPacked, replaceBlob } from '@/lib/db/archive/packed-instances'
import { transaction } from '@/lib/db/client'
import { frameTable } from '@/lib/dicom/frame-location'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { AppError } from '@/lib/errors'
import { imageAttributes } from '@/lib/pixels/attributes'
import { packBlob, type PackInput } from '@/lib/storage/packed-blob'
import { storage } from '@/lib/storage/storage'
import { examineInstance } from '../examine-instance'
import { withinWeight } from '../within-weight'

export interface Packable {
  id: string
  blobName: string
  byteLength: bigint
  sha256: Uint8Array
}

/** Larger ones stay as they are: packing is done in memory. */
const mostBytes = 256 * 1024 * 1024

/**
 * Packs the blob of one uncompressed instance, without anybody noticing but the disk. In this order, so that a crash
 * anywhere leaves it readable: the new blob is written and flushed, read back whole and compared with the digest taken at
 * arrival; then the row is switched; the former blob is removed later.
 * @returns whether it is packed now
 */
export async function packInstance(
  instance: Packable,
  TransferSyntaxUID: string,
  at: Date,
): Promise<boolean> {
  const { id, blobName, byteLength, sha256 } = instance
  const weight = 3 * Number(byteLength)
  const packed =
    byteLength > mostBytes ? null : await withinWeight(weight, () => packedForm(instance, TransferSyntaxUID))
  if (!packed) {
    await noteNotPacked({ id, byteLength, at })
    return false
  }
  const store = await storage()
  const staged = await store.stage(packed, { packed: true })
  await staged.commit()
  const to = staged.blobName
  const isSound = (await examineInstance({ blobName: to, sha256 })) === null
  const bytesAfter = BigInt(packed.length)
  const isSwitched =
    isSound &&
    (await transaction((tx) =>
      replaceBlob(tx, { id, from: blobName, to, bytesBefore: byteLength, bytesAfter, at }),
    ))
  if (isSwitched) return true
  await store.remove(to)
  if (!isSound) await noteNotPacked({ id, byteLength, at })
  return false
}

async function packedForm({ blobName, sha256 }: Packable, TransferSyntaxUID: string): Promise<Buffer | null> {
  const file = await (await storage()).readAll(blobName)
  // What is damaged must not become the original.
  if (!createHash('sha256').update(file).digest().equals(sha256)) return null
  const input = await packInput(file, TransferSyntaxUID)
  return input && packBlob(input)
}

async function packInput(file: Uint8Array, TransferSyntaxUID: string): Promise<PackInput | null> {
  try {
    const { json } = parsePart10(file)
    const read = (at: number, length: number): Promise<Uint8Array> =>
      Promise.resolve(file.subarray(at, at + length))
    const table = await frameTable(json, read, file.length)
    const { NumberOfFrames } = table
    const [range, ...more] = table.at(1).ranges
    table.at(NumberOfFrames)
    const attributes = await imageAttributes(json)
    const isWhole = range && more.length === 0 && [8, 16].includes(attributes.BitsAllocated)
    if (!isWhole || attributes.pixelKeyword !== 'PixelData') return null
    return {
      file,
      from: range.offset,
      frameLength: range.length,
      NumberOfFrames,
      attributes,
      TransferSyntaxUID,
    }
  } catch (error) {
    // An object whose frames cannot be found stays as it is.
    if (error instanceof AppError && error.code !== 'unavailable') return null
    throw error
  }
}
