import type { DicomJson, JsonAttribute, JsonPersonName } from './dicom-json'
import { tagOf, vrOf } from './dictionary'
import { splitPersonName } from './split-person-name'

/** '' and [] make an empty attribute; sequences take their items as data sets. */
export type KeywordValue = string | readonly string[] | readonly DicomJson[]

/** A data set of ours from its keywords, with the VR that the dictionary has. */
export function jsonOf(values: Readonly<Record<string, KeywordValue>>): DicomJson {
  return Object.fromEntries(
    Object.entries(values).map(([keyword, value]) => {
      const tag = tagOf(keyword)
      return [tag, attributeOf(vrOf(tag), value)]
    }),
  )
}

function attributeOf(vr: string, value: KeywordValue): JsonAttribute {
  const values = typeof value === 'string' ? (value === '' ? [] : [value]) : [...value]
  if (values.length === 0) return { vr }
  return { vr, Value: values.map((one) => (typeof one === 'string' && vr === 'PN' ? nameOf(one) : one)) }
}

function nameOf(text: string): JsonPersonName {
  const { alphabetic, ideographic, phonetic } = splitPersonName(text)
  return {
    ...(alphabetic && { Alphabetic: alphabetic }),
    ...(ideographic && { Ideographic: ideographic }),
    ...(phonetic && { Phonetic: phonetic }),
  }
}
