import { AppError } from '@/lib/errors'
import type { DicomJson, JsonAttribute, JsonPersonName, JsonValue } from './dicom-json'
import { limits } from './limits'

const binary = new Set('OB OD OF OL OV OW UN'.split(' '))
const numeric = new Set('DS FD FL IS SL SS SV UL US UV'.split(' '))
const whole = new Set('IS SL SS SV UL US UV'.split(' '))
const text = new Set('AE AS AT CS DA DT LO LT SH ST TM UC UI UR UT'.split(' '))

/**
 * Data sets as somebody else wrote them in JSON (PS3.18 F): looked through before anything is made of them, so that
 * nothing in them can surprise whoever does.
 * @throws AppError unprocessable naming the attribute that is wrong
 */
export function readDicomJson(given: unknown): DicomJson {
  const budget = { elements: limits.elements, items: limits.items as number }
  return dataSet(given, budget, 0)
}

interface Budget {
  elements: number
  items: number
}

function dataSet(given: unknown, budget: Budget, depth: number): DicomJson {
  if (depth > limits.nesting) throw wrong('sequences are nested too deep')
  if (!isRecord(given)) throw wrong('a data set is an object of attributes')
  const read: DicomJson = {}
  for (const [name, value] of Object.entries(given)) {
    budget.elements -= 1
    if (budget.elements < 0) throw wrong('there are too many attributes')
    if (!/^[0-9A-Fa-f]{8}$/.test(name)) throw wrong('a tag has eight hexadecimal digits')
    const tag = name.toUpperCase()
    read[tag] = attribute(tag, value, budget, depth)
  }
  return read
}

function attribute(tag: string, given: unknown, budget: Budget, depth: number): JsonAttribute {
  if (!isRecord(given) || typeof given.vr !== 'string') throw wrong(`${tag} has no vr`)
  const { vr, Value, InlineBinary, BulkDataURI } = given
  if (vr !== 'SQ' && vr !== 'PN' && !binary.has(vr) && !numeric.has(vr) && !text.has(vr)) {
    throw wrong(`${tag} has an unknown vr`)
  }
  if (BulkDataURI !== undefined) {
    if (typeof BulkDataURI !== 'string') throw wrong(`${tag} has a BulkDataURI that is no text`)
    return { vr, BulkDataURI }
  }
  if (InlineBinary !== undefined) {
    if (typeof InlineBinary !== 'string' || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(InlineBinary)) {
      throw wrong(`${tag} has an InlineBinary that is no base64`)
    }
    return { vr, InlineBinary }
  }
  if (Value === undefined || Value === null) return { vr }
  if (!Array.isArray(Value)) throw wrong(`${tag} has a Value that is no array`)
  if (binary.has(vr)) throw wrong(`${tag} is binary: give InlineBinary or BulkDataURI`)
  budget.items -= vr === 'SQ' ? Value.length : 0
  if (budget.items < 0) throw wrong('there are too many sequence items')
  return { vr, Value: Value.map((one: unknown) => valueOf({ tag, vr }, one, budget, depth)) }
}

function valueOf(
  { tag, vr }: { tag: string; vr: string },
  given: unknown,
  budget: Budget,
  depth: number,
): JsonValue {
  if (vr === 'SQ') return dataSet(given ?? {}, budget, depth + 1)
  if (given === null) return null
  if (vr === 'PN') return personName(tag, given)
  if (numeric.has(vr)) {
    const number = typeof given === 'string' ? Number(given) : given
    const isNumber = typeof number === 'number' && !Number.isNaN(number)
    if (!isNumber || (whole.has(vr) && !Number.isInteger(number)))
      throw wrong(`${tag} is not a number of its vr`)
    return typeof given === 'string' ? given.trim() : number
  }
  if (typeof given !== 'string') throw wrong(`${tag} is not text`)
  if (vr === 'AT' && !/^[0-9A-Fa-f]{8}$/.test(given)) throw wrong(`${tag} is not a tag`)
  return given
}

function personName(tag: string, given: unknown): JsonPersonName {
  if (!isRecord(given)) throw wrong(`${tag} is not a person name`)
  const name: JsonPersonName = {}
  for (const group of ['Alphabetic', 'Ideographic', 'Phonetic'] as const) {
    const part = given[group]
    if (part === undefined || part === null) continue
    if (typeof part !== 'string') throw wrong(`${tag} is not a person name`)
    name[group] = part
  }
  return name
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(what: string): AppError {
  return new AppError('unprocessable', `The DICOM JSON cannot be used: ${what}.`)
}
