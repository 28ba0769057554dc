import {
  isSequenceItem,
  type DicomJson,
  type JsonAttribute,
  type JsonPersonName,
} from '@/lib/dicom/dicom-json'
import { tagOf, vrOf } from '@/lib/dicom/dictionary'
import { textOf } from '@/lib/dicom/json-values'

/** Attributes in which what is served may differ from what was received (PS3.4 B.4.1.3 allows the coercion of each). */
export const coercible = [
  'StudyInstanceUID',
  'SeriesInstanceUID',
  'SOPInstanceUID',
  'PatientID',
  'IssuerOfPatientID',
  'PatientName',
  'PatientBirthDate',
  'PatientSex',
  'AccessionNumber',
] as const

export type Coercible = (typeof coercible)[number]
export type Wanted = Partial<Record<Coercible, string>>

/** Those of the wanted values that the data set does not have. */
export function differences(json: DicomJson, wanted: Wanted): Coercible[] {
  return coercible.filter(
    (keyword) => wanted[keyword] !== undefined && plain(textOf(json, keyword)) !== wanted[keyword],
  )
}

/** As the index keeps text (lib/archive/clean-header). */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').trim()
}

/**
 * The attributes to write: the wanted values, and an item of the Original Attributes Sequence with what they replace
 * (PS3.3 C.12.1.1.9), after the items that were there.
 */
export function coercedValues(
  original: DicomJson,
  wanted: Wanted,
  { at, source }: { at: Date; source: string },
): DicomJson {
  const changed = differences(original, wanted)
  const values = changed.map((keyword): [string, JsonAttribute] => [
    tagOf(keyword),
    attribute(keyword, wanted[keyword] ?? ''),
  ])
  const replaced = changed.map((keyword): [string, JsonAttribute] => [
    tagOf(keyword),
    original[tagOf(keyword)] ?? { vr: vrOf(tagOf(keyword)) },
  ])
  const sequence = tagOf('OriginalAttributesSequence')
  const earlier = (original[sequence]?.Value ?? []).filter(isSequenceItem)
  const item: DicomJson = {
    [tagOf('SourceOfPreviousValues')]: text('SourceOfPreviousValues', source.slice(0, 64)),
    [tagOf('AttributeModificationDateTime')]: text('AttributeModificationDateTime', dateTime(at)),
    [tagOf('ModifyingSystem')]: text('ModifyingSystem', 'Wetread'),
    [tagOf('ReasonForTheAttributeModification')]: text('ReasonForTheAttributeModification', 'COERCE'),
    [tagOf('ModifiedAttributesSequence')]: { vr: 'SQ', Value: [sorted(replaced)] },
  }
  return sorted([...values, [sequence, { vr: 'SQ', Value: [...earlier, sorted(Object.entries(item))] }]])
}

function attribute(keyword: Coercible, value: string): JsonAttribute {
  if (value === '') return { vr: vrOf(tagOf(keyword)) }
  return keyword === 'PatientName' ? { vr: 'PN', Value: [personName(value)] } : text(keyword, value)
}

function text(keyword: string, value: string): JsonAttribute {
  return value === '' ? { vr: vrOf(tagOf(keyword)) } : { vr: vrOf(tagOf(keyword)), Value: [value] }
}

function personName(value: string): JsonPersonName {
  const [Alphabetic = '', Ideographic = '', Phonetic = ''] = value.split('=')
  return { Alphabetic, ...(Ideographic ? { Ideographic } : {}), ...(Phonetic ? { Phonetic } : {}) }
}

function dateTime(at: Date): string {
  return `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}+0000`
}

function sorted(entries: [string, JsonAttribute][]): DicomJson {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
}
