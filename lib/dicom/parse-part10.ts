import { AppError } from '@/lib/errors'
import type { DataSet } from './data-set'
import type { DicomJson } from './dicom-json'
import { inflatePart10Sync } from './inflate'
import { readFileMeta, type FileMeta } from './read-file-meta'
import { toDicomJson } from './to-dicom-json'
import { transferSyntax } from './transfer-syntax'
import { pixelDataTags, walkDataSet } from './walk-data-set'

/** Where the pixel data of a file lies. */
export interface PixelDataLocation {
  tag: string
  vr: string
  /** Of the value; of the basic offset table's item when encapsulated. */
  offset: number
  /** undefined: encapsulated, ends with its sequence delimiter. */
  length: number | undefined
  encapsulated: boolean
}

export interface Part10 extends FileMeta {
  /** Structure and offsets; values are read through `json`. */
  dataSet: DataSet
  json: DicomJson
  pixelData: PixelDataLocation | null
  /**
   * What all offsets count in: the file itself, or header + inflated data set of a deflated file. Only its beginning
   * when only the beginning was given.
   */
  bytes: Uint8Array
}

/** The beginning of a file; `totalLength` is that of the whole. */
export interface Part10Prefix {
  bytes: Uint8Array
  totalLength: number
}

/**
 * Opens a DICOM file (PS3.10). Give it the whole file, or its beginning with the total length: it then needs the bytes
 * up to the pixel data only, and throws with `detail.needMore` when those are not all there (see `readPart10`).
 * @throws AppError('unprocessable') in words for the technologist; nothing else, whatever the bytes.
 */
export function parsePart10(input: Uint8Array | Part10Prefix): Part10 {
  const { bytes, totalLength } =
    input instanceof Uint8Array ? { bytes: input, totalLength: input.length } : input
  const meta = readFileMeta(bytes, totalLength)
  if (!transferSyntax(meta.TransferSyntaxUID).deflated) return parseDataSet({ bytes, totalLength, meta })
  if (bytes.length < totalLength) {
    throw new AppError('unprocessable', 'A deflated file can only be opened whole.', {
      detail: { needMore: true, needAll: true },
    })
  }
  const inflated = inflatePart10Sync(bytes, meta.metaLength)
  return parseDataSet({ bytes: inflated, totalLength: inflated.length, meta })
}

/** The part after the header; `bytes` are inflated already. */
export function parseDataSet({ bytes, totalLength, meta }: Part10Prefix & { meta: FileMeta }): Part10 {
  const syntax = transferSyntax(meta.TransferSyntaxUID)
  const dataSet = walkDataSet({ bytes, start: meta.metaLength, totalLength, syntax })
  return { ...meta, dataSet, json: toDicomJson(dataSet, bytes), pixelData: pixelDataOf(dataSet), bytes }
}

function pixelDataOf(dataSet: DataSet): PixelDataLocation | null {
  for (const tag of pixelDataTags) {
    const element = dataSet.elements.get(tag)
    if (!element || element.length === 0) continue
    const encapsulated = element.encapsulated === true
    const length = encapsulated ? undefined : element.length
    return { tag, vr: element.vr, offset: element.offset, length, encapsulated }
  }
  return null
}
