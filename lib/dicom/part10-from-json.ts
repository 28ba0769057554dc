import { AppError } from '@/lib/errors'
import type { DicomJson, JsonAttribute } from './dicom-json'
import { tagOf } from './dictionary'
import { encodeDataSet } from './encode-data-set'
import { isSequenceItem } from './dicom-json'
import { numberOf, textOf } from './json-values'
import { part10Header } from './part10-header'
import { ExplicitVRLittleEndian, isKnownTransferSyntax, transferSyntax } from './transfer-syntax'
import { elementHead } from './write-element'

/** A bulk value that came beside the JSON. */
export interface BulkPart {
  bytes: Buffer
  /** application/octet-stream, or that of an encoded image or video. */
  mediaType: string
  /** Its transfer-syntax parameter; '' when it had none. */
  TransferSyntaxUID: string
}

/** What an image media type means when it names no transfer syntax (PS3.18 table 8.7.3-5). */
const defaultSyntax: Record<string, string> = {
  'image/jpeg': '1.2.840.10008.1.2.4.70',
  'image/dicom-rle': '1.2.840.10008.1.2.5',
  'image/jls': '1.2.840.10008.1.2.4.80',
  'image/jp2': '1.2.840.10008.1.2.4.90',
  'image/jphc': '1.2.840.10008.1.2.4.201',
}

/**
 * A DICOM file of a data set in JSON and the bulk values that came with it (PS3.18 8.6, 10.5.1.2.2). Samples become
 * Explicit VR Little Endian, an encoded frame goes in as it is. Bulk values are looked for in what came, and nowhere
 * else: an address is a name here and is never followed.
 * @throws AppError unprocessable when a bulk value is missing, or an encoded one does not say what it is
 */
export function part10FromJson(json: DicomJson, bulk: ReadonlyMap<string, BulkPart>): Buffer {
  const data = Object.fromEntries(Object.entries(json).filter(([tag]) => !tag.startsWith('0002')))
  const pixelTag = tagOf('PixelData')
  const pixel = data[pixelTag]
  const pixelPart = pixel?.BulkDataURI === undefined ? null : partOf(pixel.BulkDataURI, bulk)
  const TransferSyntaxUID = syntaxOf(json, pixelPart)
  const { encapsulated } = transferSyntax(TransferSyntaxUID)
  const written = encapsulated ? omit(data, pixelTag) : data
  const inlined = withBulk(written, bulk)
  const before = Object.fromEntries(Object.entries(inlined).filter(([tag]) => tag <= pixelTag))
  const after = Object.fromEntries(Object.entries(inlined).filter(([tag]) => tag > pixelTag))
  return Buffer.concat([
    part10Header({
      SOPClassUID: textOf(json, 'SOPClassUID'),
      SOPInstanceUID: textOf(json, 'SOPInstanceUID'),
      TransferSyntaxUID,
    }),
    encodeDataSet(before, ExplicitVRLittleEndian),
    ...(encapsulated && pixelPart ? [encapsulate(json, pixelPart)] : []),
    ...(Object.keys(after).length > 0 ? [encodeDataSet(after, ExplicitVRLittleEndian)] : []),
  ])
}

function syntaxOf(json: DicomJson, pixel: BulkPart | null): string {
  if (!pixel || pixel.mediaType === 'application/octet-stream') return ExplicitVRLittleEndian
  const named = pixel.TransferSyntaxUID || textOf(json, 'AvailableTransferSyntaxUID')
  const uid = named || defaultSyntax[pixel.mediaType]
  if (!uid || !isKnownTransferSyntax(uid) || !transferSyntax(uid).encapsulated) {
    throw new AppError('unprocessable', 'The pixel data does not say in which transfer syntax it is encoded.')
  }
  return uid
}

function withBulk(json: DicomJson, bulk: ReadonlyMap<string, BulkPart>): DicomJson {
  const entries = Object.entries(json).map(([tag, attribute]): [string, JsonAttribute] => {
    if (attribute.BulkDataURI !== undefined) {
      const { bytes } = partOf(attribute.BulkDataURI, bulk)
      return [tag, { vr: attribute.vr, InlineBinary: bytes.toString('base64') }]
    }
    if (attribute.vr !== 'SQ' || !attribute.Value) return [tag, attribute]
    return [
      tag,
      { vr: 'SQ', Value: attribute.Value.map((item) => (isSequenceItem(item) ? withBulk(item, bulk) : {})) },
    ]
  })
  return Object.fromEntries(entries)
}

function partOf(uri: string, bulk: ReadonlyMap<string, BulkPart>): BulkPart {
  const part = bulk.get(uri)
  if (part) return part
  throw new AppError('unprocessable', 'A BulkDataURI names bytes that did not come with the request.')
}

/** One frame in one fragment, with an empty offset table (PS3.5 A.4). */
function encapsulate(json: DicomJson, { bytes, mediaType }: BulkPart): Buffer {
  if ((numberOf(json, 'NumberOfFrames') ?? 1) > 1 && !mediaType.startsWith('video/')) {
    throw new AppError('unprocessable', 'Send several encoded frames as a DICOM file: application/dicom.')
  }
  const padding = Buffer.alloc(bytes.length % 2)
  const fragment = { tag: 'FFFEE000', vr: '', length: bytes.length + padding.length }
  return Buffer.concat([
    elementHead({ tag: tagOf('PixelData'), vr: 'OB', length: -1 }, false),
    elementHead({ ...fragment, length: 0 }, true),
    elementHead(fragment, true),
    bytes,
    padding,
    elementHead({ tag: 'FFFEE0DD', vr: '', length: 0 }, true),
  ])
}

function omit(json: DicomJson, tag: string): DicomJson {
  return Object.fromEntries(Object.entries(json).filter(([other]) => other !== tag))
}
