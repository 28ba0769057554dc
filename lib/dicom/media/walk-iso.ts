import { extentFile } from './extent-file'
import { readIsoDirectory, type IsoRecord } from './iso-directory'
import { mediaLimits, type MediaLimits } from './media-limits'
import type { ByteSource, MediaEntry } from './media-file'

const sector = 2048
/** Volume descriptors begin after 16 sectors (ECMA-119 6.2.1). */
const firstDescriptor = 16

interface Volume {
  root: IsoRecord
  joliet: boolean
}

/** An image of a CD or DVD: ISO 9660, or UDF alone. */
export async function isIso(source: ByteSource): Promise<boolean> {
  const mark = await identifierAt(source, firstDescriptor)
  return mark === 'CD001' || mark === 'BEA01'
}

/**
 * The files of an ISO 9660 image (ECMA-119), by the tree with the most complete names: Joliet, else the primary one
 * (Rock Ridge only adds to that). Directories that point at each other, beyond the image or too deep are left out.
 */
export async function* walkIso(
  source: ByteSource,
  limits: MediaLimits = mediaLimits,
): AsyncGenerator<MediaEntry> {
  const volume = await findVolume(source)
  if (!volume) {
    yield {
      label: source.label,
      skipped:
        'This image holds UDF alone, which is not read here. Open the disc and drop its folder instead.',
    }
    return
  }
  const seen = new Set<number>()
  const waiting = [{ record: volume.root, path: '', depth: 0 }]
  let entries = 0
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { record, path, depth } = next
    const [extent] = record.extents
    if (!extent || seen.has(extent.offset)) continue
    seen.add(extent.offset)
    const label = `${source.label} › ${path || '/'}`
    const isBeyond = extent.length > limits.tableBytes || extent.offset + extent.length > source.size
    if (isBeyond || depth > limits.depth || seen.size > limits.directories) {
      yield { label, skipped: 'This folder of the image is damaged or too deep; its files are left out.' }
      continue
    }
    const table = await source.read(extent.offset, extent.length)
    for (const found of readIsoDirectory(table, volume.joliet)) {
      const foundPath = `${path}/${found.name}`
      if (found.directory) {
        waiting.push({ record: found, path: foundPath, depth: depth + 1 })
        continue
      }
      entries += 1
      if (entries > limits.entries) {
        yield { label: source.label, skipped: 'The rest of this image is left out: it holds too many files.' }
        return
      }
      yield fileOf(source, `${source.label} › ${foundPath.slice(1)}`, found)
    }
  }
}

function fileOf(source: ByteSource, label: string, record: IsoRecord): MediaEntry {
  if (record.special) return { label, skipped: 'A link, not a file.' }
  if (record.extents.some(({ offset, length }) => offset + length > source.size)) {
    return { label, skipped: 'The image ends before this file does. Make the image again.' }
  }
  return extentFile(source, label, record.extents)
}

async function findVolume(source: ByteSource): Promise<Volume | null> {
  let primary: Volume | null = null
  for (let at = firstDescriptor; at < firstDescriptor + 64; at += 1) {
    const bytes = await source.read(at * sector, sector)
    if (bytes.length < sector || text(bytes, 1, 6) !== 'CD001' || bytes[0] === 255) break
    const [root] = readIsoDirectory(bytes.subarray(156, 190), false, { self: true })
    if (!root) continue
    if (bytes[0] === 1 && !primary) primary = { root, joliet: false }
    // Escape sequences of the three levels of Joliet.
    if (bytes[0] === 2 && /^%\/[@CE]/.test(text(bytes, 88, 91))) return { root, joliet: true }
  }
  return primary
}

async function identifierAt(source: ByteSource, at: number): Promise<string> {
  if (source.size < (at + 1) * sector) return ''
  return text(await source.read(at * sector, 6), 1, 6)
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}
