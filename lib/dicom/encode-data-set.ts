import { AppError } from '@/lib/errors'
import type { DicomJson, JsonAttribute } from './dicom-json'
import { tagOf } from './dictionary'
import { encodeValue } from './encode-value'
import { isSequenceItem } from './dicom-json'
import { transferSyntax } from './transfer-syntax'
import { elementHead } from './write-element'

/** Character sets that text is written in: what the reader asked for where it can hold the text, else UTF-8. */
export type WrittenCharacterSet = 'ISO_IR 100' | 'ISO_IR 192'

/**
 * A data set from its DICOM JSON (PS3.5 7), in Implicit or Explicit VR Little Endian, with its attributes ascending,
 * sequences of defined length, without group lengths. Text beyond ASCII is in UTF-8 and says so; bulk values, which
 * are elsewhere, are left out.
 * @throws AppError unsupported for another transfer syntax
 */
export function encodeDataSet(
  json: DicomJson,
  TransferSyntaxUID: string,
  characterSet: WrittenCharacterSet = 'ISO_IR 192',
): Buffer {
  const { implicit, bigEndian, deflated, encapsulated } = transferSyntax(TransferSyntaxUID)
  if (bigEndian || deflated || encapsulated) {
    throw new AppError('unsupported', 'Data sets of messages are written in little endian, uncompressed.')
  }
  const wanted = characterSet === 'ISO_IR 100' && isWithin(json, 0xff) ? 'ISO_IR 100' : 'ISO_IR 192'
  const said = tagOf('SpecificCharacterSet')
  const isPlain = json[said] === undefined && isWithin(json, 0x7f)
  const whole: DicomJson = isPlain ? json : { ...json, [said]: { vr: 'CS', Value: [wanted] } }
  return encodeElements(whole, { implicit, encoding: wanted === 'ISO_IR 100' ? 'latin1' : 'utf8' })
}

interface Form {
  implicit: boolean
  encoding: 'latin1' | 'utf8'
}

function encodeElements(json: DicomJson, form: Form): Buffer {
  const parts: Buffer[] = []
  for (const tag of Object.keys(json).sort()) {
    const attribute = json[tag]
    if (!attribute || attribute.BulkData || attribute.BulkDataURI !== undefined) continue
    const value = attribute.vr === 'SQ' ? encodeItems(attribute, form) : encodeValue(attribute, form.encoding)
    parts.push(elementHead({ tag, vr: attribute.vr, length: value.length }, form.implicit), value)
  }
  return Buffer.concat(parts)
}

function encodeItems({ Value = [] }: JsonAttribute, form: Form): Buffer {
  const parts: Buffer[] = []
  for (const item of Value) {
    const bytes = encodeElements(isSequenceItem(item) ? item : {}, form)
    parts.push(elementHead({ tag: 'FFFEE000', vr: '', length: bytes.length }, true), bytes)
  }
  return Buffer.concat(parts)
}

function isWithin(json: DicomJson, highest: number): boolean {
  return Object.values(json).every(({ Value = [] }) =>
    Value.every((value) => {
      if (isSequenceItem(value)) return isWithin(value, highest)
      const texts = typeof value === 'object' ? Object.values(value ?? {}) : [value]
      return texts.every((text) => typeof text !== 'string' || isTextWithin(text, highest))
    }),
  )
}

function isTextWithin(text: string, highest: number): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > highest) return false
  return true
}
