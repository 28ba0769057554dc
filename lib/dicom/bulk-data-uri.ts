import {
  isSequenceItem,
  type BulkData,
  type DicomJson,
  type JsonAttribute,
  type JsonValue,
} from './dicom-json'

/**
 * The stored metadata as a client gets it: every bulk value by a BulkDataURI below `instanceUrl`, its place in the
 * data set as the path (`/bulkdata/54000100/1/54001010`: attribute, item from 1, attribute).
 */
export function withBulkDataUris(json: DicomJson, instanceUrl: string): DicomJson {
  return convert(json, `${instanceUrl}/bulkdata`)
}

function convert(json: DicomJson, url: string): DicomJson {
  const converted: DicomJson = {}
  for (const [tag, attribute] of Object.entries(json))
    converted[tag] = convertAttribute(attribute, `${url}/${tag}`)
  return converted
}

function convertAttribute(attribute: JsonAttribute, url: string): JsonAttribute {
  if (attribute.BulkData) return { vr: attribute.vr, BulkDataURI: url }
  if (attribute.vr !== 'SQ' || !attribute.Value) return attribute
  const item = (value: JsonValue, n: number): JsonValue =>
    isSequenceItem(value) ? convert(value, `${url}/${n + 1}`) : value
  return { vr: 'SQ', Value: attribute.Value.map(item) }
}

export interface BulkValue {
  tag: string
  vr: string
  location: BulkData
}

/** Finds what a path of `withBulkDataUris` points to; null when there is no bulk value there. */
export function bulkDataAt(json: DicomJson, path: string): BulkValue | null {
  const steps = path.split('/')
  let dataSet: DicomJson | undefined = json
  for (let i = 0; i + 2 < steps.length; i += 2) {
    const value: JsonValue | undefined = dataSet?.[steps[i] ?? '']?.Value?.[Number(steps[i + 1]) - 1]
    dataSet = isSequenceItem(value) ? value : undefined
  }
  const tag = steps.at(-1) ?? ''
  if (steps.length % 2 === 0 || !dataSet || !Object.hasOwn(dataSet, tag)) return null
  const attribute = dataSet[tag]
  return attribute?.BulkData ? { tag, vr: attribute.vr, location: attribute.BulkData } : null
}
