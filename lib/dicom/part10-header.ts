export interface Part10HeaderInput {
  SOPClassUID: string
  SOPInstanceUID: string
  TransferSyntaxUID: string
  /** Calling AE title of the association the object came by. */
  SourceApplicationEntityTitle?: string
}

/** Our identity in the files we write (PS3.7 D.3.3.2). */
export const ImplementationClassUID = '2.25.137977543291403427352470265338612091441'
export const ImplementationVersionName = 'WETREAD_01'

/**
 * Preamble, DICM and File Meta Information (PS3.10 7.1) for a data set that came without: what C-STORE delivers.
 * The data set follows unchanged.
 */
export function part10Header(input: Part10HeaderInput): Uint8Array {
  const group = Buffer.concat([
    long(0x0001, 'OB', Buffer.from([0, 1])),
    short(0x0002, 'UI', input.SOPClassUID),
    short(0x0003, 'UI', input.SOPInstanceUID),
    short(0x0010, 'UI', input.TransferSyntaxUID),
    short(0x0012, 'UI', ImplementationClassUID),
    short(0x0013, 'SH', ImplementationVersionName),
    ...(input.SourceApplicationEntityTitle ? [short(0x0016, 'AE', input.SourceApplicationEntityTitle)] : []),
  ])
  const groupLength = Buffer.alloc(12)
  head(groupLength, 0x0000, 'UL')
  groupLength.writeUInt16LE(4, 6)
  groupLength.writeUInt32LE(group.length, 8)
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM', 'latin1'), groupLength, group])
}

function head(bytes: Buffer, element: number, vr: string): void {
  bytes.writeUInt16LE(0x0002, 0)
  bytes.writeUInt16LE(element, 2)
  bytes.write(vr, 4, 'latin1')
}

function short(element: number, vr: string, text: string): Buffer {
  const padded = text.length % 2 === 0 ? text : text + (vr === 'UI' ? '\0' : ' ')
  const bytes = Buffer.alloc(8 + padded.length)
  head(bytes, element, vr)
  bytes.writeUInt16LE(padded.length, 6)
  bytes.write(padded, 8, 'latin1')
  return bytes
}

function long(element: number, vr: string, value: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + value.length)
  head(bytes, element, vr)
  bytes.writeUInt32LE(value.length, 8)
  value.copy(bytes, 12)
  return bytes
}
