import { tagOf } from './dictionary'
import { isSequenceItem, type DicomJson, type JsonPersonName, type JsonValue } from './dicom-json'

/** First value as text, '' when absent or empty; PN with all its component groups. */
export function textOf(json: DicomJson, keyword: string): string {
  return valueText(json[tagOf(keyword)]?.Value?.[0])
}

/** All values as text. */
export function textsOf(json: DicomJson, keyword: string): string[] {
  return (json[tagOf(keyword)]?.Value ?? []).map(valueText)
}

/** First value as a number, null when absent or not one. */
export function numberOf(json: DicomJson, keyword: string): number | null {
  const value = json[tagOf(keyword)]?.Value?.[0]
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** All values that are numbers. */
export function numbersOf(json: DicomJson, keyword: string): number[] {
  const values = json[tagOf(keyword)]?.Value ?? []
  return values.map((v) => (v === null || v === '' ? NaN : Number(v))).filter((n) => Number.isFinite(n))
}

export function itemsOf(json: DicomJson, keyword: string): DicomJson[] {
  return (json[tagOf(keyword)]?.Value ?? []).filter(isSequenceItem)
}

/** A PN value in DICOM's own form: `Alphabetic=Ideographic=Phonetic` without trailing delimiters. */
export function personNameText(name: JsonPersonName): string {
  return [name.Alphabetic ?? '', name.Ideographic ?? '', name.Phonetic ?? ''].join('=').replace(/=+$/, '')
}

function valueText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value === null || value === undefined || isSequenceItem(value)) return ''
  return personNameText(value as JsonPersonName)
}
