import type { DicomJson } from '@/lib/dicom/dicom-json'
import { textOf } from '@/lib/dicom/json-values'
import { part10FromJson, type BulkPart } from '@/lib/dicom/part10-from-json'
import { readDicomJson } from '@/lib/dicom/read-dicom-json'
import { readMultipart } from '@/lib/dicom/read-multipart'
import { AppError } from '@/lib/errors'
import { parseMediaRange } from './accept'

const mostJsonBytes = 32 * 1024 ** 2
/** All bulk values of a request are held until its data sets are put together. */
const mostBulkBytes = 512 * 1024 ** 2

/** One object put together from metadata and bulk values, or why it could not be. */
export type AssembledObject = { bytes: AsyncIterable<Uint8Array> } | { refused: AppError }

/**
 * STOW-RS of metadata and bulk values (PS3.18 10.5.1.2.2): the first part holds the data sets as DICOM JSON, each
 * further one a bulk value that Content-Location names.
 * @throws AppError invalid, unprocessable or too-large
 */
export async function* objectsOfJson(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<AssembledObject> {
  let text: Buffer | null = null
  let bulkBytes = 0
  const bulk = new Map<string, BulkPart>()
  for await (const { headers, body } of readMultipart(source, boundary)) {
    const { type, parameters } = parseMediaRange(headers.get('content-type') ?? 'application/octet-stream')
    const most = text === null ? mostJsonBytes : mostBulkBytes - bulkBytes
    const bytes = await wholeOf(body, most)
    if (text === null) {
      if (type !== 'application/dicom+json') {
        throw new AppError('invalid', 'The first part has to be the data sets: application/dicom+json.')
      }
      text = bytes
      continue
    }
    bulkBytes += bytes.length
    const location = headers.get('content-location')
    if (location === undefined) throw new AppError('invalid', 'A bulk value has no Content-Location.')
    bulk.set(location, { bytes, mediaType: type, TransferSyntaxUID: parameters['transfer-syntax'] ?? '' })
  }
  for (const given of dataSetsOf(text ?? Buffer.alloc(0))) yield assembled(given, bulk)
}

function dataSetsOf(text: Buffer): unknown[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text.toString('utf8'))
  } catch (cause) {
    throw new AppError('invalid', 'The data sets are not valid JSON.', { cause })
  }
  if (!Array.isArray(parsed)) throw new AppError('invalid', 'The data sets have to be a JSON array.')
  return parsed
}

function assembled(given: unknown, bulk: ReadonlyMap<string, BulkPart>): AssembledObject {
  let json: DicomJson = {}
  try {
    json = readDicomJson(given)
    const bytes = part10FromJson(json, bulk)
    return { bytes: only(bytes) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return {
      refused: new AppError(error.code, error.message, { detail: { ...uidsOf(json), ...error.detail } }),
    }
  }
}

function uidsOf(json: DicomJson): Record<string, string> {
  return { SOPClassUID: textOf(json, 'SOPClassUID'), SOPInstanceUID: textOf(json, 'SOPInstanceUID') }
}

async function* only(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function wholeOf(body: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body) {
    length += part.length
    if (length > most) {
      throw new AppError(
        'too-large',
        'Metadata with bulk values is taken up to 512 MB: send DICOM files instead.',
      )
    }
    // The reader may use its memory again.
    parts.push(Buffer.from(part))
  }
  return Buffer.concat(parts)
}
