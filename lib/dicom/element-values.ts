import type { DataElement, DataSet } from './data-set'
import { decodeText, type TextBudget } from './decode-text'
import { tagOf } from './dictionary'
import type { JsonPersonName, JsonValue } from './dicom-json'

const oneText = new Set(['LT', 'ST', 'UT'])
const manyTexts = new Set(['LO', 'SH', 'UC'])
const codes = new Set(['AE', 'AS', 'CS', 'DA', 'DT', 'TM'])
const sizes: Record<string, number> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8, AT: 4, SV: 8, UV: 8 }

/** The values of a non-binary element as DICOM JSON has them (PS3.18 table F.2.3-1); [] when it is empty. */
export function elementValues(
  element: DataElement,
  { dataSet, bytes, budget }: { dataSet: DataSet; bytes: Uint8Array; budget: TextBudget },
): JsonValue[] {
  const { vr } = element
  const value = bytes.subarray(element.offset, element.offset + element.length)
  if (value.length === 0) return []
  const text = (): string =>
    decodeText({ bytes: value, vr, specificCharacterSet: characterSet(dataSet, bytes), budget })
  if (vr in sizes) return numbers(value, vr, dataSet.bigEndian)
  if (oneText.has(vr)) {
    return present([text().replace(/[\0 ]+$/, '')])
  }
  if (vr === 'UR') return present([latin(value).replace(/[\0 ]+$/, '')])
  if (vr === 'UI') return present(latin(value).split('\\').map(trimUid))
  if (vr === 'PN') return present(text().split('\\').map(personName))
  if (manyTexts.has(vr)) return present(text().split('\\').map(trim))
  if (vr === 'IS' || vr === 'DS') return present(latin(value).split('\\').map(numberString))
  return codes.has(vr) ? present(latin(value).split('\\').map(trim)) : []
}

function numbers(value: Uint8Array, vr: string, bigEndian: boolean): JsonValue[] {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength)
  const size = sizes[vr] ?? 1
  const values: JsonValue[] = []
  for (let at = 0; at + size <= value.length; at += size) values.push(numberAt(view, at, vr, !bigEndian))
  return values
}

function numberAt(view: DataView, at: number, vr: string, little: boolean): JsonValue {
  switch (vr) {
    case 'US':
      return view.getUint16(at, little)
    case 'SS':
      return view.getInt16(at, little)
    case 'UL':
      return view.getUint32(at, little)
    case 'SL':
      return view.getInt32(at, little)
    case 'FL':
      return finite(view.getFloat32(at, little))
    case 'FD':
      return finite(view.getFloat64(at, little))
    case 'SV':
      return safe(view.getBigInt64(at, little))
    case 'UV':
      return safe(view.getBigUint64(at, little))
    default: // AT
      return ((view.getUint16(at, little) * 0x10000 + view.getUint16(at + 2, little)) >>> 0)
        .toString(16)
        .toUpperCase()
        .padStart(8, '0')
  }
}

/** JSON has no NaN and no infinity: PS3.18 F.2.3 writes them as strings. */
function finite(value: number): JsonValue {
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf'
}

function safe(value: bigint): JsonValue {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value.toString()
}

/** Absent values among others are null; a list of nothing but absent ones is an empty element. */
function present(values: (JsonValue | '')[]): JsonValue[] {
  const list = values.map((value) => (value === '' ? null : value))
  return list.every((value) => value === null) ? [] : list
}

function personName(text: string): JsonPersonName | '' {
  const [alphabetic = '', ideographic = '', phonetic = ''] = text.split('=').map(trim)
  if (!alphabetic && !ideographic && !phonetic) return ''
  return {
    ...(alphabetic && { Alphabetic: alphabetic }),
    ...(ideographic && { Ideographic: ideographic }),
    ...(phonetic && { Phonetic: phonetic }),
  }
}

/** Not a number: kept as it is, which PS3.18 allows, so that nothing is lost. */
function numberString(text: string): JsonValue {
  const trimmed = trim(text)
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed
}

function trim(text: string): string {
  return text.replace(/^ +/, '').replace(/[\0 ]+$/, '')
}

/** Padding of a UID is one NUL; one blank is what some senders use instead, more make it no UID. */
function trimUid(text: string): string {
  return text.replace(/\0+$/, '').replace(/ $/, '')
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** SpecificCharacterSet of this data set or of an enclosing one, values joined by a backslash. */
function characterSet(dataSet: DataSet, bytes: Uint8Array): string {
  for (let at: DataSet | null = dataSet; at; at = at.parent) {
    const element = at.elements.get(tagOf('SpecificCharacterSet'))
    if (!element) continue
    const value = latin(bytes.subarray(element.offset, element.offset + element.length))
    return value.split('\\').map(trim).join('\\')
  }
  return ''
}
