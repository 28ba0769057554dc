import { crc32, deflateRawSync } from 'node:zlib'
import { isSkipped, type ByteSource } from './media-file'
import { walkMedia } from './walk-media'

/** Tests only: bytes in memory as a source that refuses to be read whole. */
export function sourceOf(bytes: Uint8Array, label = 'medium'): ByteSource {
  return {
    label,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    stream: (offset, length) =>
      new Blob([
        Uint8Array.from(bytes.subarray(offset, offset + length)),
      ]).stream() as ReadableStream<Uint8Array>,
  }
}

export interface TestEntry {
  name: string
  bytes: Uint8Array
  /** What the table of contents claims instead of the length. */
  claims?: number
  /** Unix file mode. */
  mode?: number
  encrypted?: boolean
  stored?: boolean
}

/** Tests only: a ZIP (APPNOTE 4.3) with entries as good or as bad as the test wants them. */
export function zipOf(entries: TestEntry[]): Buffer {
  const parts: Buffer[] = []
  const table: Buffer[] = []
  let at = 0
  for (const { name, bytes, claims, mode = 0o100644, encrypted = false, stored = false } of entries) {
    const data = stored ? Buffer.from(bytes) : deflateRawSync(bytes)
    const nameBytes = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2)
    common.writeUInt16LE(stored ? 0 : 8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(claims ?? bytes.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(at, 10)
    const made = Buffer.from([20, 3])
    table.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, common, rest, nameBytes]))
    parts.push(local)
    at += local.length
  }
  const directory = Buffer.concat(table)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, directory, Buffer.from('PK\x05\x06', 'latin1'), end])
}

const sector = 2048

export interface TestDisc {
  /** Path with slashes → bytes. One level of folders. */
  files: Record<string, Uint8Array>
  joliet?: boolean
  /** The folder of this name points at the root again. */
  loop?: string
  /** This file is said to lie in two pieces. */
  split?: string
}

/** Tests only: an image of a CD (ECMA-119) that holds files in folders one deep. */
export function isoOf({ files, joliet = false, loop, split }: TestDisc): Buffer {
  const image: Buffer[] = Array.from({ length: 20 }, () => Buffer.alloc(sector))
  const place = (bytes: Uint8Array): number => {
    const at = image.length
    const count = Math.max(1, Math.ceil(bytes.length / sector))
    const padded = Buffer.alloc(count * sector)
    padded.set(bytes)
    for (let n = 0; n < count; n += 1) image.push(padded.subarray(n * sector, (n + 1) * sector))
    return at
  }
  const folders = new Map<string, Buffer[]>([['', []]])
  for (const [path, bytes] of Object.entries(files)) {
    const cut = path.lastIndexOf('/')
    const folder = path.slice(0, Math.max(0, cut))
    const records = folders.get(folder) ?? []
    folders.set(folder, records)
    const at = place(bytes)
    const name = joliet ? path.slice(cut + 1) : `${path.slice(cut + 1)};1`
    if (path === split) {
      records.push(isoRecord({ name, at, length: sector, flags: 128, joliet }))
      records.push(isoRecord({ name, at: at + 1, length: bytes.length - sector, flags: 0, joliet }))
    } else records.push(isoRecord({ name, at, length: bytes.length, flags: 0, joliet }))
  }
  const root = folders.get('') ?? []
  for (const [folder, records] of folders) {
    if (folder === '') continue
    const at = place(Buffer.concat(records))
    root.push(isoRecord({ name: folder, at, length: sector, flags: 2, joliet }))
  }
  const rootAt = image.length
  if (loop) root.push(isoRecord({ name: loop, at: rootAt, length: sector, flags: 2, joliet }))
  const dot = isoRecord({ name: '\0', at: rootAt, length: sector, flags: 2, joliet: false })
  place(Buffer.concat([dot, ...root]))
  const descriptor = (kind: number) => {
    const bytes = Buffer.alloc(sector)
    bytes[0] = kind
    bytes.write('CD001\x01', 1, 'latin1')
    if (kind === 2) bytes.write('%/E', 88, 'latin1')
    if (kind !== 255) bytes.set(dot, 156)
    return bytes
  }
  image[16] = descriptor(1)
  image[17] = descriptor(joliet ? 2 : 255)
  image[18] = descriptor(255)
  return Buffer.concat(image)
}

function isoRecord(of: { name: string; at: number; length: number; flags: number; joliet: boolean }): Buffer {
  const plain = Buffer.from(of.name, of.joliet ? 'utf16le' : 'latin1')
  const name = of.joliet ? plain.swap16() : plain
  const size = 33 + name.length + (name.length % 2 === 0 ? 1 : 0)
  const bytes = Buffer.alloc(size)
  bytes[0] = size
  bytes.writeUInt32LE(of.at, 2)
  bytes.writeUInt32LE(of.length, 10)
  bytes[25] = of.flags
  bytes[32] = name.length
  bytes.set(name, 33)
  return bytes
}

/** Tests only: everything on a medium, read; a file that cannot be read says so. */
export async function readAll(source: ByteSource): Promise<Record<string, Buffer | string>> {
  const all: Record<string, Buffer | string> = {}
  for await (const entry of walkMedia(source)) {
    if (isSkipped(entry)) {
      all[entry.label] = entry.skipped
      continue
    }
    try {
      all[entry.label] = Buffer.from(await new Response(entry.stream()).arrayBuffer())
    } catch {
      all[entry.label] = 'unreadable'
    }
  }
  return all
}
