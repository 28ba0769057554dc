import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { AppError } from '@/lib/errors'
import { parseMediaRange } from './accept'
import { objectsOfJson } from './stow-json'
import { readMultipart } from '@/lib/dicom/read-multipart'

/** One object of a request: its bytes, or why they are not looked at. */
export type IncomingObject = { bytes: AsyncIterable<Uint8Array> } | { refused: AppError }

const expected =
  'Send DICOM files as multipart/related; type="application/dicom", one file as application/dicom, or metadata with ' +
  'bulk data as multipart/related; type="application/dicom+json".'

/**
 * The objects of a STOW-RS request one after the other (PS3.18 10.5.1, 8.6), streamed.
 * @throws AppError('unsupported-media') before anything is read when the media type is not offered.
 */
export function incomingObjects(request: FastifyRequest): AsyncGenerator<IncomingObject> {
  const { type, parameters } = parseMediaRange(request.headers['content-type'] ?? '')
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity')
    throw new AppError('unsupported-media', 'Send the body without content encoding.')
  if (type === 'application/dicom') return single(request)
  if (type !== 'multipart/related') throw new AppError('unsupported-media', expected)
  const root = (parameters.type ?? 'application/dicom').toLowerCase()
  if (root !== 'application/dicom' && root !== 'application/dicom+json') {
    throw new AppError('unsupported-media', expected)
  }
  const { boundary } = parameters
  if (!boundary || boundary.length > 200)
    throw new AppError('invalid', 'Content-Type names no usable boundary.')
  return root === 'application/dicom+json'
    ? objectsOfJson(bodyOf(request), boundary)
    : parts(request, boundary)
}

async function* single(request: FastifyRequest): AsyncGenerator<IncomingObject> {
  yield { bytes: bodyOf(request) }
}

async function* parts(request: FastifyRequest, boundary: string): AsyncGenerator<IncomingObject> {
  for await (const { headers, body } of readMultipart(bodyOf(request), boundary)) {
    const given = headers.get('content-type')
    const { type } = parseMediaRange(given ?? 'application/dicom')
    if (type === 'application/dicom' || type === 'application/octet-stream') yield { bytes: body }
    else if (given !== undefined) {
      yield { refused: new AppError('unsupported-media', 'A part of the request is not application/dicom.') }
    }
  }
}

/** Leaving the loop early must not destroy the socket: the refusal still has to be answered on it. */
function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  const body = request.body instanceof Readable ? request.body : Readable.from([])
  return {
    [Symbol.asyncIterator]: () => body.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>,
  }
}
