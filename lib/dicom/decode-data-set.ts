import type { DicomJson } from './dicom-json'
import { tagOf } from './dictionary'
import { toDicomJson } from './to-dicom-json'
import { transferSyntax } from './transfer-syntax'
import { walkDataSet } from './walk-data-set'

/**
 * The DICOM JSON of a data set that came in a message: text by its character set, group lengths ignored.
 * @throws AppError unprocessable
 */
export function decodeDataSet(bytes: Uint8Array, TransferSyntaxUID: string): DicomJson {
  return decodeIdentifier(bytes, TransferSyntaxUID).json
}

/** The same with the character set that the sender declared, so that it can be answered in it. */
export function decodeIdentifier(
  bytes: Uint8Array,
  TransferSyntaxUID: string,
): { json: DicomJson; SpecificCharacterSet: string } {
  const syntax = transferSyntax(TransferSyntaxUID)
  const dataSet = walkDataSet({ bytes, start: 0, totalLength: bytes.length, syntax })
  const declared = dataSet.elements.get(tagOf('SpecificCharacterSet'))
  const raw = declared
    ? Buffer.from(bytes.buffer, bytes.byteOffset + declared.offset, declared.length).toString('latin1')
    : ''
  return { json: toDicomJson(dataSet, bytes), SpecificCharacterSet: raw.replace(/[\0 ]+$/, '') }
}
