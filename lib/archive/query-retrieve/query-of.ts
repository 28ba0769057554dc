import { isSequenceItem, type DicomJson, type JsonValue } from '@/lib/dicom/dicom-json'
import { isPrivate, keywordOf, tagOf, vrOf } from '@/lib/dicom/dictionary'
import { personNameText } from '@/lib/dicom/json-values'
import { compileMatch, type AttributeMatch } from '@/lib/dicom/matching'

/** Keys that are no attributes of what is searched for. */
const notMatched = new Set(
  'QueryRetrieveLevel SpecificCharacterSet RetrieveAETitle InstanceAvailability TimezoneOffsetFromUTC'
    .split(' ')
    .map(tagOf),
)
const binary = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN'])

export interface QueryKeys {
  matches: AttributeMatch[]
  /** Asked for in the answers, matched by or not. */
  returned: string[]
}

/**
 * The keys of a C-FIND identifier (PS3.4 C.2.2): an empty value is universal, an item of a sequence is matched
 * attribute by attribute. A list of UIDs is taken whole, however long (conformance B130).
 * @throws AppError invalid naming the attribute whose value cannot be matched
 */
export function queryOf(identifier: DicomJson, { fuzzy }: { fuzzy: boolean }): QueryKeys {
  const matches: AttributeMatch[] = []
  const returned = Object.keys(identifier).filter((tag) => !notMatched.has(tag) && !isPrivate(tag))
  for (const tag of returned) collect(identifier, [tag], { matches, fuzzy })
  return { matches, returned }
}

interface Collecting {
  matches: AttributeMatch[]
  fuzzy: boolean
}

function collect(json: DicomJson, path: readonly string[], into: Collecting): void {
  const tag = path.at(-1) ?? ''
  const { vr: sent = 'UN', Value = [] } = json[tag] ?? {}
  const vr = sent === 'UN' ? vrOf(tag) : sent
  if (vr === 'SQ') {
    const [item] = Value
    if (!isSequenceItem(item)) return
    for (const inner of Object.keys(item)) if (!isPrivate(inner)) collect(item, [...path, inner], into)
    return
  }
  if (binary.has(vr)) return
  const name = path.map((one) => keywordOf(one) ?? one).join('.')
  const match = compileMatch({ name, vr, text: Value.map(textOfValue).join('\\'), fuzzy: into.fuzzy })
  if (match.kind !== 'universal') into.matches.push({ path: [...path], name, vr, match })
}

function textOfValue(value: JsonValue): string {
  if (value === null || isSequenceItem(value)) return ''
  return typeof value === 'object' ? personNameText(value) : String(value)
}
