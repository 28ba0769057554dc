import type { LabelReading } from '../film-answers'
import { linesOf, type OcrWord } from './ocr-words'

const views = new Map([
  ['PA', 'PA'],
  ['AP', 'AP'],
  ['LAT', 'LL'],
  ['LATERAL', 'LL'],
  ['LL', 'LL'],
  ['RL', 'RL'],
])
const parts = new Map([
  ['CHEST', 'CHEST'],
  ['THORAX', 'CHEST'],
  ['ABDOMEN', 'ABDOMEN'],
  ['PELVIS', 'PELVIS'],
  ['HAND', 'HAND'],
  ['FOOT', 'FOOT'],
  ['KNEE', 'KNEE'],
  ['SKULL', 'SKULL'],
  ['SHOULDER', 'SHOULDER'],
  ['SPINE', 'SPINE'],
  ['ANKLE', 'ANKLE'],
  ['WRIST', 'WRIST'],
  ['ELBOW', 'ELBOW'],
  ['HIP', 'HIP'],
  ['BREAST', 'BREAST'],
])

/**
 * What the words on a film may mean. Every one of them is a suggestion that a person confirms against the film;
 * where two readings are possible, as with a date of day and month alike, none is made.
 */
export function labelFields(words: readonly OcrWord[], now: Date): Omit<LabelReading, 'installed'> {
  const lines = linesOf(words)
  const suggestions: LabelReading['suggestions'] = {}
  const dates = lines.flatMap((line) =>
    datesIn(line).map((date) => ({ date, born: /\b(DOB|D\.O\.B|BORN|BIRTH|GEB)/i.test(line) })),
  )
  const today = dicomDate(now)
  const born = dates.find((found) => found.born)
  const taken = dates.filter((found) => !found.born && found.date <= today).at(-1)
  if (born && born.date <= today) suggestions.PatientBirthDate = born.date
  if (taken) suggestions.StudyDate = taken.date
  const id = lines.map(idIn).find((found) => found !== '')
  if (id) suggestions.PatientID = id
  const name = lines.map(nameIn).find((found) => found !== '')
  if (name) suggestions.PatientName = name
  const single = lines.flatMap((line) => line.toUpperCase().split(/[^A-Z]+/))
  const view = single.map((word) => views.get(word)).find((found) => found !== undefined)
  if (view) suggestions.ViewPosition = view
  const part = single.map((word) => parts.get(word)).find((found) => found !== undefined)
  if (part) suggestions.BodyPartExamined = part
  const side = sideMarker(words)
  if (side) suggestions.Laterality = side
  return { lines, suggestions }
}

/** A letter R or L (or the word) that stands alone, when the film does not bear both. */
function sideMarker(words: readonly OcrWord[]): 'R' | 'L' | null {
  const found = new Set(
    words
      .filter(({ confidence }) => confidence >= 50)
      .map(({ text }) => text.toUpperCase().replace(/[^A-Z]/g, ''))
      .flatMap((text) => (/^(R|RIGHT)$/.test(text) ? ['R'] : /^(L|LEFT)$/.test(text) ? ['L'] : [])),
  )
  if (found.size !== 1) return null
  return found.has('R') ? 'R' : 'L'
}

/** Dates as DICOM writes them. Day and month that could be either way round are left to a person. */
function datesIn(line: string): string[] {
  const found: string[] = []
  for (const [, a = '', b = '', c = ''] of line.matchAll(
    /(?<!\d)(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})(?!\d)/g,
  )) {
    if (a.length === 4) found.push(...validDate(a, b, c))
    else if (c.length === 4 && line.includes('.')) found.push(...validDate(c, b, a))
    else if (c.length === 4) found.push(...eitherWay(c, a, b))
  }
  return found
}

function eitherWay(year: string, first: string, second: string): string[] {
  const both = [...validDate(year, first, second), ...validDate(year, second, first)]
  return new Set(both).size === 1 ? both.slice(0, 1) : []
}

function validDate(year: string, month: string, day: string): string[] {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const date = new Date(Date.UTC(y, m - 1, d))
  const real = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d
  return real && y >= 1890 && y <= 2100 ? [dicomDate(date)] : []
}

function dicomDate(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll('-', '')
}

function idIn(line: string): string {
  const named = /\b(?:MRN|ID|PID|PAT(?:IENT)?\.? ?(?:ID|NO|NR))\b[.:#\s]*([A-Z0-9][A-Z0-9-]{3,19})\b/i.exec(
    line,
  )
  const value = named?.[1] ?? ''
  return /\d/.test(value) ? value : ''
}

/** "DOE, JANE" or "Name: Doe Jane". */
function nameIn(line: string): string {
  const named = /\b(?:PATIENT|NAME)\b\s*[.:]\s*([\p{L}'’-]+)[,\s^]+([\p{L}'’-]+)/iu.exec(line)
  const plain = /(?<![\p{L}\d])([\p{L}'’-]{2,}),\s*([\p{L}'’-]{2,})/u.exec(line)
  // Between capitals a comma is easily read as a full stop.
  const capitals = /(?<![\p{L}\d])(\p{Lu}{3,})[.,]\s*(\p{Lu}{3,})(?!\p{L})/u.exec(line)
  const match = named ?? plain ?? capitals
  return match ? `${match[1]}^${match[2]}` : ''
}
