import { entryOfKeyword } from './dictionary'
import { part10Header } from './part10-header'
import { ExplicitVRLittleEndian } from './transfer-syntax'
import { newUid } from './uid'

export type TestValue = string | number | number[] | Uint8Array | TestDataSet[]
/** Attributes by keyword, or by eight hex digits + VR for what PS3.6 does not name (`00091001LO`). */
export interface TestDataSet {
  [keyword: string]: TestValue
}

/** A Part 10 file made of a few attributes; UIDs that are not given are new. For tests only. */
export function part10ForTest(
  attributes: TestDataSet = {},
  TransferSyntaxUID: string = ExplicitVRLittleEndian,
): Buffer<ArrayBuffer> {
  const dataSet: TestDataSet = {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.7',
    SOPInstanceUID: newUid(),
    StudyInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    PatientID: 'T1',
    PatientName: 'Test^Person',
    Modality: 'OT',
    ...attributes,
  }
  const header = part10Header({
    SOPClassUID: String(dataSet.SOPClassUID),
    SOPInstanceUID: String(dataSet.SOPInstanceUID),
    TransferSyntaxUID,
  })
  return Buffer.concat([header, dataSetForTest(dataSet)])
}

/** A small grey image of several frames; frame n is filled with n. */
export function imageForTest(attributes: TestDataSet = {}, NumberOfFrames = 1): Buffer<ArrayBuffer> {
  const frame = 16 * 16
  const PixelData = Buffer.alloc(frame * NumberOfFrames)
  for (let n = 0; n < NumberOfFrames; n += 1) PixelData.fill(n + 1, n * frame, (n + 1) * frame)
  return part10ForTest({
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    NumberOfFrames: String(NumberOfFrames),
    Rows: 16,
    Columns: 16,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    PixelData,
    ...attributes,
  })
}

export function dataSetForTest(dataSet: TestDataSet): Buffer {
  const elements = Object.entries(dataSet).map(([name, value]) => ({ ...nameOf(name), value }))
  elements.sort((a, b) => (a.tag < b.tag ? -1 : 1))
  return Buffer.concat(elements.map(({ tag, vr, value }) => element(tag, vr, encode(vr, value))))
}

function nameOf(name: string): { tag: string; vr: string } {
  if (/^[0-9A-F]{8}[A-Z]{2}$/.test(name)) return { tag: name.slice(0, 8), vr: name.slice(8) }
  const entry = entryOfKeyword(name)
  if (!entry) throw new Error(`unknown keyword ${name}`)
  const vr = entry.vr === 'xs' ? 'US' : entry.vr === 'ox' ? (name === 'PixelData' ? 'OB' : 'OW') : entry.vr
  return { tag: entry.tag, vr: vr === 'lt' ? 'OW' : vr }
}

export function element(tag: string, vr: string, value: Buffer, length = value.length): Buffer {
  const isLong = /^(OB|OD|OF|OL|OV|OW|SQ|SV|UC|UN|UR|UT|UV)$/.test(vr)
  const head = Buffer.alloc(isLong ? 12 : 8)
  head.writeUInt16LE(parseInt(tag.slice(0, 4), 16), 0)
  head.writeUInt16LE(parseInt(tag.slice(4), 16), 2)
  head.write(vr, 4, 'latin1')
  if (isLong) head.writeUInt32LE(length, 8)
  else head.writeUInt16LE(length, 6)
  return Buffer.concat([head, value])
}

/** An item, or a delimiter, as encapsulated pixel data and sequences have it. */
export function item(value: Buffer, tag = 'FFFEE000'): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16LE(parseInt(tag.slice(0, 4), 16), 0)
  head.writeUInt16LE(parseInt(tag.slice(4), 16), 2)
  head.writeUInt32LE(value.length, 4)
  return Buffer.concat([head, value])
}

/** PixelData of encapsulated frames: every frame a list of fragments. */
export function encapsulatedForTest(frames: Buffer[][], withTable: boolean): Buffer {
  const offsets: number[] = []
  const body: Buffer[] = []
  let at = 0
  for (const fragments of frames) {
    offsets.push(at)
    for (const fragment of fragments) {
      body.push(item(fragment))
      at += 8 + fragment.length
    }
  }
  const table = Buffer.alloc(withTable ? offsets.length * 4 : 0)
  if (withTable) offsets.forEach((offset, n) => table.writeUInt32LE(offset, n * 4))
  const value = Buffer.concat([item(table), ...body, item(Buffer.alloc(0), 'FFFEE0DD')])
  return element('7FE00010', 'OB', value, 0xffffffff)
}

function encode(vr: string, value: TestValue): Buffer {
  if (value instanceof Uint8Array) return pad(Buffer.from(value), 0)
  if (typeof value === 'string') return pad(Buffer.from(value, 'utf8'), vr === 'UI' ? 0 : 0x20)
  if (typeof value === 'number') return number(vr, value)
  const parts: Buffer[] = []
  for (const part of value) {
    parts.push(typeof part === 'number' ? number(vr, part) : item(dataSetForTest(part)))
  }
  return Buffer.concat(parts)
}

function number(vr: string, value: number): Buffer {
  const bytes = Buffer.alloc(vr === 'FD' ? 8 : vr === 'US' || vr === 'SS' ? 2 : 4)
  if (vr === 'US') bytes.writeUInt16LE(value)
  else if (vr === 'SS') bytes.writeInt16LE(value)
  else if (vr === 'FD') bytes.writeDoubleLE(value)
  else if (vr === 'FL') bytes.writeFloatLE(value)
  else if (vr === 'SL') bytes.writeInt32LE(value)
  else bytes.writeUInt32LE(value)
  return bytes
}

function pad(bytes: Buffer, filler: number): Buffer {
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from([filler])])
}
