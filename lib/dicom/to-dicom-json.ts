import type { DataElement, DataSet } from './data-set'
import type { DicomJson, JsonAttribute } from './dicom-json'
import { newTextBudget, type TextBudget } from './decode-text'
import { elementValues } from './element-values'
import { keywordOf, tagOf } from './dictionary'
import { limits } from './limits'
import { toLittleEndian } from './little-endian'
import { pixelDataTags } from './walk-data-set'

const binary = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN'])
/** Longer than this, values of any other VR go by reference too. */
const longValue = 1024 * 1024

/**
 * The DICOM JSON Model of a data set (PS3.18 F): attributes ascending, group lengths left out, text in UTF-8, bulk
 * values as `BulkData` offsets into `bytes`.
 */
export function toDicomJson(
  dataSet: DataSet,
  bytes: Uint8Array,
  budget: TextBudget = newTextBudget(),
): DicomJson {
  const json: DicomJson = {}
  for (const tag of [...dataSet.elements.keys()].sort()) {
    const element = dataSet.elements.get(tag)
    if (!element || tag.endsWith('0000') || tag === tagOf('DataSetTrailingPadding')) continue
    json[tag] = attribute(element, { dataSet, bytes, budget })
  }
  const characterSet = json[tagOf('SpecificCharacterSet')]
  if (characterSet?.Value) characterSet.Value = ['ISO_IR 192']
  return json
}

interface Context {
  dataSet: DataSet
  bytes: Uint8Array
  budget: TextBudget
}

function attribute(element: DataElement, context: Context): JsonAttribute {
  const { dataSet, bytes, budget } = context
  const { vr, offset, length, items } = element
  if (items)
    return items.length === 0 ? { vr } : { vr, Value: items.map((item) => toDicomJson(item, bytes, budget)) }
  if (length === 0) return { vr }
  if (element.encapsulated) return { vr: 'OB', BulkData: { offset, length: -1 } }
  const isShort =
    offset + length <= bytes.length && length <= (binary.has(vr) ? limits.inlineBytes : longValue)
  if (!isShort || isAlwaysBulk(element.tag)) return { vr, BulkData: { offset, length } }
  if (binary.has(vr)) {
    const value = toLittleEndian(bytes.subarray(offset, offset + length), {
      vr,
      bigEndian: dataSet.bigEndian,
    })
    return { vr, InlineBinary: Buffer.from(value).toString('base64') }
  }
  const values = elementValues(element, context)
  return values.length === 0 ? { vr } : { vr, Value: values }
}

/** Pixel data, and palettes, which Cornerstone takes by URI only (recipes 1e). */
function isAlwaysBulk(tag: string): boolean {
  return pixelDataTags.includes(tag) || (keywordOf(tag)?.endsWith('PaletteColorLookupTableData') ?? false)
}
