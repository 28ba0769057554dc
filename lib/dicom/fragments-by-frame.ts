import { AppError } from '@/lib/errors'
import type { ByteRange } from './frame-location'
import { limits } from './limits'
import type { PixelDataLocation } from './parse-part10'
import type { ReadRange } from './read-part10'

export interface FragmentInput {
  pixelData: PixelDataLocation
  NumberOfFrames: number
  read: ReadRange
  totalLength: number
}

/** The fragments of each frame, found by stepping from item to item (PS3.5 A.4). */
export async function fragmentsByFrame(input: FragmentInput): Promise<ByteRange[][]> {
  const [table, ...fragments] = await scanItems(input)
  if (!table || fragments.length === 0)
    throw new AppError('not-found', 'The pixel data of this object is empty.')
  const { NumberOfFrames, read } = input
  if (NumberOfFrames === 1) return [fragments]
  const byTable = await groupByOffsets({ table, fragments, NumberOfFrames, read })
  if (byTable) return byTable
  if (fragments.length === NumberOfFrames) return fragments.map((fragment) => [fragment])
  return groupByStart(fragments, input)
}

/** All items, the basic offset table first. A last delimiter that is missing is forgiven. */
async function scanItems({ pixelData, read, totalLength }: FragmentInput): Promise<ByteRange[]> {
  const items: ByteRange[] = []
  for (let at = pixelData.offset; at + 8 <= totalLength;) {
    const head = Buffer.from(await read(at, 8))
    if (head.length < 8 || head.readUInt32LE(0) !== 0xe000fffe) break
    const length = head.readUInt32LE(4)
    if (at + 8 + length > totalLength || items.length > limits.fragments) break
    items.push({ offset: at + 8, length })
    at += 8 + length
  }
  return items
}

async function groupByOffsets({
  table,
  fragments,
  NumberOfFrames,
  read,
}: {
  table: ByteRange
  fragments: ByteRange[]
  NumberOfFrames: number
  read: ReadRange
}): Promise<ByteRange[][] | null> {
  if (table.length !== NumberOfFrames * 4) return null
  const bytes = Buffer.from(await read(table.offset, table.length))
  const first = (fragments[0]?.offset ?? 0) - 8
  const starts = new Set<number>()
  for (let at = 0; at + 4 <= bytes.length; at += 4) starts.add(first + bytes.readUInt32LE(at) + 8)
  return groupWhere(fragments, NumberOfFrames, (fragment) => starts.has(fragment.offset))
}

/** Without a usable table, a frame begins where a code stream begins: JPEG and JPEG-LS SOI, JPEG 2000 SOC. */
async function groupByStart(
  fragments: ByteRange[],
  { NumberOfFrames, read }: FragmentInput,
): Promise<ByteRange[][]> {
  const starts = new Set<number>()
  for (const { offset, length } of fragments) {
    const head = length >= 2 ? Buffer.from(await read(offset, 2)).toString('hex') : ''
    if (head === 'ffd8' || head === 'ff4f') starts.add(offset)
  }
  const grouped = groupWhere(fragments, NumberOfFrames, (fragment) => starts.has(fragment.offset))
  if (!grouped) throw new AppError('not-acceptable', 'The frames of this object cannot be told apart.')
  return grouped
}

function groupWhere(
  fragments: ByteRange[],
  NumberOfFrames: number,
  begins: (fragment: ByteRange) => boolean,
): ByteRange[][] | null {
  const frames: ByteRange[][] = []
  for (const fragment of fragments) {
    const current = frames.at(-1)
    if (begins(fragment) || !current) frames.push([fragment])
    else current.push(fragment)
  }
  return frames.length === NumberOfFrames ? frames : null
}
