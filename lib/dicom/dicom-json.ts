/** PN as PS3.18 F.2.2 writes it. */
export interface JsonPersonName {
  Alphabetic?: string
  Ideographic?: string
  Phonetic?: string
}

/**
 * Where a bulk value lies: bytes from the start of the Part 10 file, for a deflated file from the start of
 * header + inflated data set. Our internal form; `withBulkDataUris` makes a BulkDataURI of it at the edge.
 */
export interface BulkData {
  offset: number
  /** -1: encapsulated pixel data, which ends with its sequence delimiter. */
  length: number
}

export type JsonValue = string | number | null | JsonPersonName | DicomJson

/** One attribute (PS3.18 F.2.2); an empty one has only `vr`. */
export interface JsonAttribute {
  vr: string
  Value?: JsonValue[]
  InlineBinary?: string
  BulkDataURI?: string
  BulkData?: BulkData
}

/** The DICOM JSON Model (PS3.18 F): attributes by eight hex digits, ascending. */
export interface DicomJson {
  [tag: string]: JsonAttribute
}

export function isSequenceItem(value: JsonValue | undefined): value is DicomJson {
  return typeof value === 'object' && value !== null && !isPersonName(value)
}

function isPersonName(value: JsonPersonName | DicomJson): value is JsonPersonName {
  return 'Alphabetic' in value || 'Ideographic' in value || 'Phonetic' in value
}
