import type { Extent } from './media-file'

export interface IsoRecord {
  name: string
  directory: boolean
  /** A symbolic link or a device of Rock Ridge. */
  special: boolean
  extents: Extent[]
}

const sector = 2048
const flag = { directory: 2, associated: 4, goesOn: 128 } as const

/**
 * The records of one directory (ECMA-119 9.1). A file in several extents is one record. What does not fit its table
 * ends the sector that it stands in, as a reader of a scratched disc has to.
 * @param options.self the record of the directory itself is wanted: the root in a volume descriptor
 */
export function readIsoDirectory(
  table: Uint8Array,
  joliet: boolean,
  options: { self: boolean } = { self: false },
): IsoRecord[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength)
  const records: IsoRecord[] = []
  let open: IsoRecord | null = null
  for (let at = 0; at + 34 <= table.length;) {
    const length = view.getUint8(at)
    if (length < 34 || at + length > table.length) {
      at = (Math.floor(at / sector) + 1) * sector
      continue
    }
    const nameLength = view.getUint8(at + 32)
    const nameBytes = table.subarray(at + 33, Math.min(at + 33 + nameLength, at + length))
    const system = table.subarray(
      Math.min(at + 33 + nameLength + (nameLength % 2 === 0 ? 1 : 0), at + length),
      at + length,
    )
    const flags = view.getUint8(at + 25)
    const extent = {
      offset: (view.getUint32(at + 2, true) + view.getUint8(at + 1)) * sector,
      length: view.getUint32(at + 10, true),
    }
    at += length
    const isDot = nameLength === 1 && (nameBytes[0] ?? 2) < 2
    if (isDot && !options.self) continue
    if ((flags & flag.associated) !== 0) continue
    if (open) open.extents.push(extent)
    else {
      open = {
        name: nameOf(nameBytes, joliet, system),
        directory: (flags & flag.directory) !== 0,
        special: isSpecial(system),
        extents: [extent],
      }
      records.push(open)
    }
    if ((flags & flag.goesOn) === 0) open = null
  }
  return records
}

function nameOf(bytes: Uint8Array, joliet: boolean, system: Uint8Array): string {
  const rockRidge = joliet ? '' : rockRidgeName(system)
  if (rockRidge !== '') return rockRidge
  const name = joliet ? new TextDecoder('utf-16be').decode(bytes) : new TextDecoder('latin1').decode(bytes)
  return name.replace(/;\d+$/, '').replace(/\.$/, '')
}

/** Entries of the System Use Sharing Protocol: signature, length, version, data (SUSP 4.1). */
function* systemUse(system: Uint8Array): Generator<{ signature: string; data: Uint8Array }> {
  for (let at = 0; at + 4 <= system.length;) {
    const length = system[at + 2] ?? 0
    if (length < 4 || at + length > system.length) return
    const signature = String.fromCharCode(system[at] ?? 0, system[at + 1] ?? 0)
    yield { signature, data: system.subarray(at + 4, at + length) }
    at += length
  }
}

function rockRidgeName(system: Uint8Array): string {
  let name = ''
  for (const { signature, data } of systemUse(system)) {
    if (signature === 'NM') name += new TextDecoder().decode(data.subarray(1))
  }
  return name
}

/** POSIX file mode (RRIP 4.1.1): what is neither a file nor a directory. */
function isSpecial(system: Uint8Array): boolean {
  for (const { signature, data } of systemUse(system)) {
    if (signature === 'SL') return true
    if (signature !== 'PX' || data.length < 4) continue
    const kind = ((data[0] ?? 0) | ((data[1] ?? 0) << 8)) & 0o170000
    return kind !== 0o100000 && kind !== 0o040000
  }
  return false
}
