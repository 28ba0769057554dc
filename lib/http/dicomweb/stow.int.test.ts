import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { itemsOf, numberOf, textOf } from '@/lib/dicom/json-values'
import { imageForTest, part10ForTest, type TestDataSet } from '@/lib/dicom/part10-for-test'
import { newUid } from '@/lib/dicom/uid'
import { routes } from '../routes'
import { createServer } from '../server'
import { clientForTest, jsonOf, multipartBody, partsOf, type TestClient } from './client-for-test'

useTestDatabase()

let app: FastifyInstance
let client: TestClient
beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
})
afterAll(() => app.close())

interface Sample extends Record<'StudyInstanceUID' | 'SeriesInstanceUID' | 'SOPInstanceUID', string> {
  bytes: Buffer<ArrayBuffer>
  path: string
}

function sample(attributes: TestDataSet = {}): Sample {
  const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() }
  const all = { ...uids, PatientID: newUid().slice(-12), ...attributes }
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID } = all as typeof uids
  return {
    StudyInstanceUID,
    SeriesInstanceUID,
    SOPInstanceUID,
    bytes: imageForTest(all),
    path: `/studies/${StudyInstanceUID}/series/${SeriesInstanceUID}/instances/${SOPInstanceUID}`,
  }
}

const stored = (json: DicomJson): string[] =>
  itemsOf(json, 'ReferencedSOPSequence').map((item) => textOf(item, 'ReferencedSOPInstanceUID'))
const reasons = (json: DicomJson): (number | null)[] =>
  itemsOf(json, 'FailedSOPSequence').map((item) => numberOf(item, 'FailureReason'))

async function bytesOf(path: string): Promise<Buffer> {
  const [part] = await partsOf(
    await client.get(path, { accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' }),
  )
  return part?.body ?? Buffer.alloc(0)
}

describe('STOW-RS', () => {
  it('B1, B4, B5 stores a file, tells where it is, and gives the same bytes back', async () => {
    const one = sample()
    const answer = await client.store([one.bytes])
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch('application/dicom+json')
    const json = await jsonOf(answer)
    expect(json['00081198']).toBeUndefined()
    const [item] = itemsOf(json, 'ReferencedSOPSequence')
    expect(textOf(item ?? {}, 'RetrieveURL')).toBe(client.url + one.path)
    expect(textOf(json, 'RetrieveURL')).toMatch(`/studies/${one.StudyInstanceUID}`)
    expect((await bytesOf(one.path)).equals(one.bytes)).toBe(true)
  })

  it('B2 takes a single part; B3 a study of its own', async () => {
    const one = sample()
    const headers = { 'content-type': 'application/dicom' }
    const answer = await client.send(`/studies/${one.StudyInstanceUID}`, {
      method: 'POST',
      headers,
      body: one.bytes,
    })
    expect(answer.status).toBe(200)
    expect(textOf(await jsonOf(answer), 'RetrieveURL')).toMatch(
      new RegExp(`studies/${one.StudyInstanceUID}$`),
    )
  })

  it('B6 no parts: 204; B7 one empty part: 409; B8 empty and valid: 202', async () => {
    expect((await client.store([])).status).toBe(204)
    expect((await client.store([Buffer.alloc(0)])).status).toBe(409)
    const one = sample()
    const mixed = await client.store([Buffer.alloc(0), one.bytes])
    expect(mixed.status).toBe(202)
    expect(stored(await jsonOf(mixed))).toEqual([one.SOPInstanceUID])
  })

  it('B9 takes a part without Content-Type', async () => {
    const headers = { 'content-type': 'multipart/related; type="application/dicom"; boundary=part' }
    const body = multipartBody([{ body: sample().bytes }])
    expect((await client.send('/studies', { method: 'POST', headers, body })).status).toBe(200)
  })

  it('B10, B11 refuses what belongs to another study, and only that', async () => {
    const [one, other] = [sample(), sample()]
    const all = await client.store([one.bytes], `/studies/${newUid()}`)
    expect(all.status).toBe(409)
    expect(reasons(await jsonOf(all))).toEqual([0xa900])
    const mixed = await client.store([one.bytes, other.bytes], `/studies/${one.StudyInstanceUID}`)
    expect(mixed.status).toBe(202)
    expect(stored(await jsonOf(mixed))).toEqual([one.SOPInstanceUID])
    expect((await client.get(other.path)).status).toBe(404)
  })

  it('B12 the same twice in one request: 202; B13 again later: 200; one copy', async () => {
    const one = sample()
    expect((await client.store([one.bytes, one.bytes])).status).toBe(202)
    const again = await client.store([one.bytes])
    expect(again.status).toBe(200)
    expect(stored(await jsonOf(again))).toEqual([one.SOPInstanceUID])
    expect(await partsOf(await client.get(`/studies/${one.StudyInstanceUID}`))).toHaveLength(1)
  })

  it('B14 other content under a stored UID is refused; the first stays', async () => {
    const one = sample()
    await client.store([one.bytes])
    const { bytes: _bytes, path: _path, ...uids } = one
    const changed = sample({ ...uids, StudyDescription: 'changed' })
    const answer = await client.store([changed.bytes])
    expect(answer.status).toBe(409)
    expect(reasons(await jsonOf(answer))).toEqual([0xb00e])
    expect((await bytesOf(one.path)).equals(one.bytes)).toBe(true)
  })

  it('keeps the first of two objects under one UID in one request, between others that are stored at the same time', async () => {
    const one = sample()
    const { bytes: _bytes, path: _path, ...uids } = one
    const changed = sample({ ...uids, StudyDescription: 'changed' })
    const others = Array.from({ length: 20 }, () => sample())
    const parts = [...others.slice(0, 10), one, changed, ...others.slice(10)]
    const answer = await client.store(parts.map(({ bytes }) => bytes))
    expect(answer.status).toBe(202)
    const json = await jsonOf(answer)
    expect(reasons(json)).toEqual([0xb00e])
    // In the order in which they came.
    expect(stored(json)).toEqual(
      parts.filter((part) => part !== changed).map(({ SOPInstanceUID }) => SOPInstanceUID),
    )
    expect((await bytesOf(one.path)).equals(one.bytes)).toBe(true)
  })

  it.each(['abc.123', '11|', '../../etc/passwd'])(
    'B15 refuses the StudyInstanceUID %s',
    async (StudyInstanceUID) => {
      const answer = await client.store([part10ForTest({ StudyInstanceUID })])
      expect(answer.status).toBe(409)
      const json = await jsonOf(answer)
      expect(reasons(json)).toEqual([0xa900])
      expect(json['00081199']).toBeUndefined()
    },
  )

  it('B16 a path that is no UID: 400', async () => {
    expect((await client.store([sample().bytes], '/studies/abc')).status).toBe(400)
  })

  it('B17 an Accept it cannot serve: 406', async () => {
    const headers = { 'content-type': 'application/dicom', accept: 'application/dicom+xml' }
    const answer = await client.send('/studies', { method: 'POST', headers, body: sample().bytes })
    expect(answer.status).toBe(406)
  })

  it.each([
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/json',
    'multipart/related; type="application/dicom+xml"; boundary=x',
  ])('B18, B34 %s: 415', async (type) => {
    const answer = await client.send('/studies', {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{}',
    })
    expect(answer.status).toBe(415)
  })

  it('B19 a missing UID: 409 A900 with the UIDs that are there', async () => {
    const SOPInstanceUID = newUid()
    const json = await jsonOf(await client.store([part10ForTest({ SOPInstanceUID, SeriesInstanceUID: '' })]))
    expect(reasons(json)).toEqual([0xa900])
    expect(textOf(itemsOf(json, 'FailedSOPSequence')[0] ?? {}, 'ReferencedSOPInstanceUID')).toBe(
      SOPInstanceUID,
    )
  })

  it('B20 not DICOM, cut off: 409 C000', async () => {
    const one = sample()
    const answer = await client.store([Buffer.from('%PDF-1.7'), one.bytes.subarray(0, one.bytes.length - 9)])
    expect(answer.status).toBe(409)
    expect(reasons(await jsonOf(answer))).toEqual([0xc000, 0xc000])
  })

  it('B21 a wrong optional value: stored with a warning', async () => {
    const answer = await client.store([sample({ StudyDate: '20261399' }).bytes])
    expect(answer.status).toBe(202)
    const [item] = itemsOf(await jsonOf(answer), 'ReferencedSOPSequence')
    expect(numberOf(item ?? {}, 'WarningReason')).toBe(0xb006)
  })

  it('B30 a wrong or missing boundary: 400', async () => {
    const headers = { 'content-type': 'multipart/related; type="application/dicom"; boundary=other' }
    const body = multipartBody([{ type: 'application/dicom', body: sample().bytes }])
    expect((await client.send('/studies', { method: 'POST', headers, body })).status).toBe(400)
    const without = { 'content-type': 'multipart/related; type="application/dicom"' }
    expect((await client.send('/studies', { method: 'POST', headers: without, body })).status).toBe(400)
  })

  it('B30 larger than the limit: 413, and the connection goes on', async () => {
    process.env.WETREAD_MAX_INSTANCE_BYTES = '100000'
    const headers = { 'content-type': 'application/dicom' }
    const body = sample({ PixelData: Buffer.alloc(300_000) }).bytes
    const answer = await client.send('/studies', { method: 'POST', headers, body })
    delete process.env.WETREAD_MAX_INSTANCE_BYTES
    expect(answer.status).toBe(413)
    expect((await client.store([sample().bytes])).status).toBe(200)
  })

  it('B31 PUT and DELETE: 405 with Allow', async () => {
    const answer = await client.send('/studies', { method: 'DELETE' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toContain('POST')
  })

  it('B32 no token: 401; a token that may only read: 403', async () => {
    const reader = await clientForTest(app, ['dicomweb:read'])
    expect((await reader.store([sample().bytes])).status).toBe(403)
    expect((await fetch(`${client.url}/studies`, { method: 'POST' })).status).toBe(401)
  })

  it('B33 eight senders of one object: all succeed, one copy', async () => {
    const one = sample()
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.store([one.bytes])))
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200))
    expect(await partsOf(await client.get(`/studies/${one.StudyInstanceUID}`))).toHaveLength(1)
  })

  it('B35 a client that drops in mid body leaves nothing', async () => {
    const one = sample()
    const { port } = new URL(client.url)
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `POST /dicom-web/studies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${client.token}\r\n` +
            `Content-Type: application/dicom\r\nContent-Length: ${one.bytes.length}\r\n\r\n`,
        )
        socket.write(one.bytes.subarray(0, one.bytes.length - 50), () => socket.destroy())
      })
      socket.on('close', () => resolve())
    })
    await expect.poll(async () => (await client.get(one.path)).status).toBe(404)
  })
})
