import type { FastifyInstance } from 'fastify'
import { createServiceToken } from '@/lib/access/service-tokens'
import type { Scope } from '@/lib/access/scopes'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { readMultipart } from '@/lib/dicom/read-multipart'
import { parseMediaRange } from './accept'

/** For tests: a machine client with a real token, over the loopback interface. */
export interface TestClient {
  get: (path: string, headers?: Record<string, string>) => Promise<Response>
  send: (path: string, init: RequestInit) => Promise<Response>
  /** STOW-RS of whole files. */
  store: (files: readonly Uint8Array[], path?: string) => Promise<Response>
  token: string
  url: string
}

export async function clientForTest(
  app: FastifyInstance,
  scopes: Scope[] = ['dicomweb:read', 'dicomweb:store'],
): Promise<TestClient> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const url = `http://127.0.0.1:${port}/dicom-web`
  const system = { kind: 'system', name: 'test', address: '' } as const
  const { token } = await createServiceToken({ name: 'test', scopes, expiresInDays: 1 }, system)
  const send = (path: string, init: RequestInit): Promise<Response> =>
    fetch(url + path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } })
  return {
    token,
    url,
    send,
    get: (path, headers = {}) => send(path, { headers }),
    store: (files, path = '/studies') =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'multipart/related; type="application/dicom"; boundary=part' },
        body: multipartBody(files.map((body) => ({ type: 'application/dicom', body }))),
      }),
  }
}

export function multipartBody(
  parts: readonly { type?: string; body: Uint8Array }[],
  boundary = 'part',
): Buffer<ArrayBuffer> {
  const pieces = parts.flatMap(({ type, body }) => [
    Buffer.from(`--${boundary}\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
}

export interface ReceivedPart {
  type: string
  location: string
  body: Buffer
}

/** The parts of a multipart answer. */
export async function partsOf(response: Response): Promise<ReceivedPart[]> {
  const { parameters } = parseMediaRange(response.headers.get('content-type') ?? '')
  const bytes = Buffer.from(await response.arrayBuffer())
  async function* source(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  const parts: ReceivedPart[] = []
  for await (const { headers, body } of readMultipart(source(), parameters.boundary ?? '')) {
    const pieces: Uint8Array[] = []
    for await (const piece of body) pieces.push(Buffer.from(piece))
    parts.push({
      type: headers.get('content-type') ?? '',
      location: headers.get('content-location') ?? '',
      body: Buffer.concat(pieces),
    })
  }
  return parts
}

export async function jsonOf(response: Response): Promise<DicomJson> {
  return (await response.json()) as DicomJson
}

export async function jsonListOf(response: Response): Promise<DicomJson[]> {
  return response.status === 204 ? [] : ((await response.json()) as DicomJson[])
}
