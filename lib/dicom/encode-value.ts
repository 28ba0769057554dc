import { isSequenceItem, type JsonAttribute, type JsonValue } from './dicom-json'
import { personNameText } from './json-values'

const sizes: Record<string, number> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8, SV: 8, UV: 8 }

/** The bytes of one value that is no sequence, of even length (PS3.5 6.2), little endian. */
export function encodeValue(attribute: JsonAttribute, encoding: 'latin1' | 'utf8'): Buffer {
  const { vr, Value = [], InlineBinary } = attribute
  if (InlineBinary !== undefined) return padded(Buffer.from(InlineBinary, 'base64'), 0)
  const size = sizes[vr]
  if (size !== undefined) return Buffer.concat(Value.map((value) => numberBytes(vr, size, value)))
  if (vr === 'AT') return Buffer.concat(Value.map(tagBytes))
  const text = Value.map((value) => textValue(vr, value)).join('\\')
  return padded(Buffer.from(text, encoding), vr === 'UI' ? 0 : 0x20)
}

function padded(bytes: Buffer, padding: number): Buffer {
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from([padding])])
}

function textValue(vr: string, value: JsonValue): string {
  if (value === null || isSequenceItem(value)) return ''
  if (typeof value === 'object') return personNameText(value)
  if (typeof value === 'string') return value
  return vr === 'DS' ? decimalString(value) : String(value)
}

/** DS has at most sixteen characters (PS3.5 table 6.2-1). */
function decimalString(value: number): string {
  for (let digits = 16; digits > 0; digits -= 1) {
    const text = String(Number(value.toPrecision(digits)))
    if (text.length <= 16) return text
  }
  return String(Math.trunc(value)).slice(0, 16)
}

function numberBytes(vr: string, size: number, value: JsonValue): Buffer {
  const bytes = Buffer.alloc(size)
  const view = new DataView(bytes.buffer, bytes.byteOffset, size)
  const number = typeof value === 'string' ? Number(value === 'inf' ? Infinity : value) : value
  if (vr === 'SV' || vr === 'UV') {
    const whole = typeof value === 'string' || typeof value === 'number' ? BigInt(value) : 0n
    view.setBigUint64(0, BigInt.asUintN(64, whole), true)
  } else if (typeof number === 'number') {
    if (vr === 'US' || vr === 'SS') view.setUint16(0, number, true)
    if (vr === 'UL' || vr === 'SL') view.setUint32(0, number, true)
    if (vr === 'FL') view.setFloat32(0, number, true)
    if (vr === 'FD') view.setFloat64(0, number, true)
  }
  return bytes
}

function tagBytes(value: JsonValue): Buffer {
  const number = Number.parseInt(typeof value === 'string' ? value : '0', 16)
  const bytes = Buffer.alloc(4)
  bytes.writeUInt16LE((number >>> 16) & 0xffff, 0)
  bytes.writeUInt16LE(number & 0xffff, 2)
  return bytes
}
