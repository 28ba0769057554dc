import { tagOf, vrOf } from '@/lib/dicom/dictionary'
import { part10Header } from '@/lib/dicom/part10-header'
import { ExplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { newUid } from '@/lib/dicom/uid'

export interface TestObject {
  bytes: Buffer
  /** Without the Part 10 header, as it goes over an association. */
  dataSet: Buffer
  SOPClassUID: string
  SOPInstanceUID: string
  StudyInstanceUID: string
  SeriesInstanceUID: string
}

/** Tests only: a small CR image as Part 10, with whatever attributes the test is about. null leaves one out. */
export function testObject(
  attributes: Record<string, string | null> = {},
  pixels = Buffer.alloc(512, 7),
): TestObject {
  const all: Record<string, string | null> = {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.1',
    SOPInstanceUID: newUid(),
    StudyInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    PatientID: 'T-1',
    PatientName: 'Geheim^Gerda',
    PatientBirthDate: '19500101',
    PatientSex: 'F',
    StudyDate: '20260102',
    StudyTime: '030405',
    Modality: 'CR',
    SeriesNumber: '1',
    InstanceNumber: '1',
    PhotometricInterpretation: 'MONOCHROME2',
    ...attributes,
  }
  const elements = Object.entries(all)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([keyword, value]) => textElement(tagOf(keyword), vrOf(tagOf(keyword)), value))
  for (const [keyword, number] of [
    ['Rows', 16],
    ['Columns', 16],
    ['BitsAllocated', 16],
  ] as const) {
    const value = Buffer.alloc(2)
    value.writeUInt16LE(number)
    elements.push(element(tagOf(keyword), 'US', value))
  }
  elements.push(element('7FE00010', 'OW', pixels))
  elements.sort((a, b) => (a.tag < b.tag ? -1 : 1))
  const dataSet = Buffer.concat(elements.map(({ bytes }) => bytes))
  const uid = (keyword: string) => all[keyword] ?? ''
  const uids = { SOPClassUID: uid('SOPClassUID'), SOPInstanceUID: uid('SOPInstanceUID') }
  const header = part10Header({ ...uids, TransferSyntaxUID: ExplicitVRLittleEndian })
  return {
    ...uids,
    StudyInstanceUID: uid('StudyInstanceUID'),
    SeriesInstanceUID: uid('SeriesInstanceUID'),
    dataSet,
    bytes: Buffer.concat([header, dataSet]),
  }
}

function textElement(tag: string, vr: string, text: string): { tag: string; bytes: Buffer } {
  const value = Buffer.from(text, 'utf8')
  const padding = value.length % 2 === 0 ? '' : vr === 'UI' ? '\0' : ' '
  return element(tag, vr, Buffer.concat([value, Buffer.from(padding)]))
}

function element(tag: string, vr: string, value: Buffer): { tag: string; bytes: Buffer } {
  const isLong = ['OB', 'OW', 'UN', 'SQ', 'UT'].includes(vr)
  const head = Buffer.alloc(isLong ? 12 : 8)
  head.writeUInt16LE(parseInt(tag.slice(0, 4), 16), 0)
  head.writeUInt16LE(parseInt(tag.slice(4), 16), 2)
  head.write(vr, 4, 'latin1')
  if (isLong) head.writeUInt32LE(value.length, 8)
  else head.writeUInt16LE(value.length, 6)
  return { tag, bytes: Buffer.concat([head, value]) }
}
