import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { AppError } from '@/lib/errors'
import type { DataElement } from './data-set'
import { isSequenceItem, type DicomJson, type JsonAttribute } from './dicom-json'
import { tagOf } from './dictionary'
import { encodeDataSet } from './encode-data-set'
import { textOf } from './json-values'
import type { Part10 } from './parse-part10'
import { part10Header } from './part10-header'
import { ExplicitVRLittleEndian, ImplicitVRLittleEndian, transferSyntax } from './transfer-syntax'

const deflate = promisify(deflateRaw)
const longForm = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '))
const characterSet = tagOf('SpecificCharacterSet')

export interface CoercedPart10 {
  /** What precedes the pixel data, new. */
  head: Buffer
  /** Where in the original file the rest begins that follows unchanged; null: nothing follows. */
  restFrom: number | null
}

/**
 * The file with other values in top-level attributes, before the pixel data; every other byte is as it was. Text that
 * the declared character set may not hold turns all text into UTF-8 and says so. Big endian is not written.
 * @throws AppError unsupported
 */
export async function coercePart10(original: Part10, values: DicomJson): Promise<CoercedPart10> {
  const { TransferSyntaxUID, metaLength, bytes, dataSet, json, pixelData } = original
  const syntax = transferSyntax(TransferSyntaxUID)
  if (syntax.bigEndian) throw new AppError('unsupported', 'Attributes of a big endian file are not changed.')
  const written = withCharacterSet(json, values)
  const elements = [...dataSet.elements.values()].sort((a, b) => a.offset - b.offset)
  const starts = elements.map((element) => startOf(element, bytes, syntax.implicit))
  const pixelStart = pixelData ? starts[elements.findIndex(({ tag }) => tag === pixelData.tag)] : undefined
  const end = pixelStart ?? bytes.length
  const kept = elements.flatMap((element, n): [string, Buffer][] => {
    const from = starts[n] ?? 0
    if (from >= end || Object.hasOwn(written, element.tag)) return []
    // A group's length (gggg,0000) would be wrong now; it is retired.
    if (element.tag.endsWith('0000')) return []
    const to = starts[n + 1] ?? bytes.length
    return [[element.tag, Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(to, end) - from)]]
  })
  const encode = encoder(written, syntax.implicit)
  const made = Object.keys(written).map((tag): [string, Buffer] => [tag, encode(tag)])
  const body = [...kept, ...made].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part)
  const meta = metaOf(original, written, metaLength)
  if (!syntax.deflated) return { head: Buffer.concat([meta, ...body]), restFrom: pixelStart ?? null }
  const rest = Buffer.from(bytes.buffer, bytes.byteOffset + end, bytes.length - end)
  const deflated = await deflate(Buffer.concat([...body, rest]))
  const padding = Buffer.alloc(deflated.length % 2)
  return { head: Buffer.concat([meta, deflated, padding]), restFrom: null }
}

/** Where the element's tag stands. */
function startOf({ tag, vr, offset }: DataElement, bytes: Uint8Array, implicit: boolean): number {
  if (implicit) return offset - 8
  const isLong = longForm.has(vr) && offset >= 12 && tagAt(bytes, offset - 12) === tag
  return isLong ? offset - 12 : offset - 8
}

function tagAt(bytes: Uint8Array, at: number): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0')
  return hex(view.getUint16(at, true)) + hex(view.getUint16(at + 2, true))
}

/** The header of the file as it was, unless it names another object now. */
function metaOf({ bytes, TransferSyntaxUID, json }: Part10, written: DicomJson, metaLength: number): Buffer {
  const SOPInstanceUID = textOf(written, 'SOPInstanceUID')
  if (SOPInstanceUID === '') return Buffer.from(bytes.buffer, bytes.byteOffset, metaLength)
  const SOPClassUID = textOf(json, 'SOPClassUID')
  return Buffer.from(part10Header({ SOPClassUID, SOPInstanceUID, TransferSyntaxUID }))
}

function withCharacterSet(json: DicomJson, values: DicomJson): DicomJson {
  const declared = textOf(json, 'SpecificCharacterSet')
  if (declared === 'ISO_IR 192' || isAscii(values)) return values
  const text = Object.entries(json).filter(
    ([tag, attribute]) => tag !== characterSet && !isAscii({ [tag]: attribute }),
  )
  const converted = text.map(([tag, attribute]): [string, JsonAttribute] => [tag, inUtf8(attribute)])
  return {
    ...Object.fromEntries(converted),
    ...values,
    [characterSet]: { vr: 'CS', Value: ['ISO_IR 192'] },
  }
}

/** Items inherit the character set; one that declares its own would contradict the text now. */
function inUtf8(attribute: JsonAttribute): JsonAttribute {
  if (attribute.vr !== 'SQ' || !attribute.Value) return attribute
  const Value = attribute.Value.map((item) => {
    if (!isSequenceItem(item)) return item
    const entries = Object.entries(item).filter(([tag]) => tag !== characterSet)
    if (entries.some(([, one]) => one.BulkData)) {
      throw new AppError(
        'unsupported',
        'A sequence with large values is not written in another character set.',
      )
    }
    return Object.fromEntries(entries.map(([tag, one]) => [tag, inUtf8(one)]))
  })
  return { ...attribute, Value }
}

function encoder(values: DicomJson, implicit: boolean): (tag: string) => Buffer {
  const syntax = implicit ? ImplicitVRLittleEndian : ExplicitVRLittleEndian
  const declaration: DicomJson = { [characterSet]: { vr: 'CS', Value: ['ISO_IR 192'] } }
  const { length } = encodeDataSet(declaration, syntax)
  return (tag) => {
    const attribute = values[tag]
    if (!attribute) return Buffer.alloc(0)
    if (tag === characterSet) return encodeDataSet({ [tag]: attribute }, syntax)
    return encodeDataSet({ ...declaration, [tag]: attribute }, syntax).subarray(length)
  }
}

function isAscii(json: DicomJson): boolean {
  return Object.values(json).every(({ Value = [] }) =>
    Value.every((value) => {
      if (isSequenceItem(value)) return isAscii(value)
      const texts = typeof value === 'object' ? Object.values(value ?? {}) : [value]
      return texts.every((text) => typeof text !== 'string' || !/[^\p{ASCII}]/u.test(text))
    }),
  )
}
