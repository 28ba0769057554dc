import { AppError } from '@/lib/errors'
import { ByteReader } from './byte-reader'
import type { DataSet } from './data-set'
import { newTextBudget } from './decode-text'
import { elementValues } from './element-values'
import { readElementHead } from './read-element-head'
import { tagText } from './tag-text'
import { tagOf } from './dictionary'

export interface FileMeta {
  TransferSyntaxUID: string
  MediaStorageSOPClassUID: string
  MediaStorageSOPInstanceUID: string
  /** Bytes before the data set: preamble, DICM, File Meta Information. */
  metaLength: number
}

/**
 * Reads the File Meta Information (PS3.10 7.1), which is Explicit VR Little Endian always. Its end is where group 0002
 * ends; the group length a file claims is checked against the file but not relied on.
 */
export function readFileMeta(bytes: Uint8Array, totalLength: number): FileMeta {
  if (totalLength === 0) throw new AppError('unprocessable', 'The file is empty.')
  const magic = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 132)).toString(
    'latin1',
    128,
  )
  if (magic !== 'DICM') {
    throw new AppError(
      'unprocessable',
      'This is not a DICOM file: the DICM mark after the 128-byte preamble is missing. Export it again as DICOM Part 10.',
    )
  }
  const reader = new ByteReader(bytes, totalLength, 132)
  const dataSet: DataSet = { elements: new Map(), bigEndian: false, parent: null }
  while (reader.position + 8 <= totalLength) {
    reader.need(8, 'the file header')
    if (reader.uint16(reader.position, false) !== 0x0002) break
    const head = readElementHead(reader, dataSet, false)
    reader.need(Math.max(head.length, 0), tagText(head.tag))
    if (head.length < 0) throw new AppError('unprocessable', `${tagText(head.tag)} has no length.`)
    dataSet.elements.set(head.tag, { ...head, offset: reader.position })
    reader.position += head.length
    if (head.tag === '00020000' && claimed(reader, head.length) > totalLength - reader.position) {
      throw new AppError('unprocessable', 'The file header claims to be longer than the file.')
    }
    if (dataSet.elements.size > 256)
      throw new AppError('unprocessable', 'The file header has too many attributes.')
  }
  const budget = newTextBudget()
  const text = (keyword: string): string => {
    const element = dataSet.elements.get(tagOf(keyword))
    const value = element && elementValues(element, { dataSet, bytes, budget })[0]
    return typeof value === 'string' ? value : ''
  }
  const TransferSyntaxUID = text('TransferSyntaxUID')
  if (TransferSyntaxUID === '') {
    throw new AppError('unprocessable', 'The file header names no transfer syntax. Export the file again.')
  }
  return {
    TransferSyntaxUID,
    MediaStorageSOPClassUID: text('MediaStorageSOPClassUID'),
    MediaStorageSOPInstanceUID: text('MediaStorageSOPInstanceUID'),
    metaLength: reader.position,
  }
}

function claimed(reader: ByteReader, length: number): number {
  return length === 4 ? reader.uint32(reader.position - 4, false) : 0
}
