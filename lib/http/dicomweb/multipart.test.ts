import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMultipart } from '@/lib/dicom/read-multipart'
import { newBoundary, writeMultipart } from './write-multipart'

async function read(
  body: string | Buffer,
  chunk = 7,
  boundary = 'b',
): Promise<{ type: string; body: string }[]> {
  const bytes = Buffer.from(body as string, 'latin1')
  function* chunks(): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
  }
  const parts: { type: string; body: string }[] = []
  for await (const part of readMultipart(Readable.from(chunks()), boundary)) {
    const pieces: Uint8Array[] = []
    for await (const piece of part.body) pieces.push(piece)
    parts.push({
      type: part.headers.get('content-type') ?? '',
      body: Buffer.concat(pieces).toString('latin1'),
    })
  }
  return parts
}

describe('a multipart body', () => {
  it.each([1, 2, 3, 5, 1000])('is split the same in chunks of %i', async (chunk) => {
    const body =
      'preamble\r\n--b\r\nContent-Type: a/b\r\n\r\none\r\n--b  \r\n\r\n--b no\r\n--bx?\r\n--b--\r\nepilogue'
    await expect(read(body, chunk)).rejects.toThrow('boundary')
    const right =
      'preamble\r\n--b\r\nContent-Type: a/b\r\n\r\none\r\n--b  \r\n\r\ntwo\r\n--\r\n\r\n--b--\r\nepilogue'
    expect(await read(right, chunk)).toEqual([
      { type: 'a/b', body: 'one' },
      { type: '', body: 'two\r\n--\r\n' },
    ])
  })
  it('without parts, and with one that has neither header nor body', async () => {
    expect(await read('--b--')).toEqual([])
    expect(await read('--b\r\n\r\n--b--\r\n')).toEqual([{ type: '', body: '' }])
    expect(await read('--b\r\nContent-Type: a/b\r\n\r\n\r\n--b--')).toEqual([{ type: 'a/b', body: '' }])
  })
  it('of another boundary, or cut off, is refused', async () => {
    await expect(read('--c\r\n\r\nx\r\n--c--')).rejects.toThrow('does not separate')
    await expect(read('--b\r\nA: b\r\n\r\nx')).rejects.toThrow('ends without its closing boundary')
    await expect(read('--b\r\nA: b')).rejects.toThrow('inside the header')
    await expect(read(`--b\r\nA: ${'x'.repeat(20_000)}`, 4000)).rejects.toThrow('too long a header')
  })
  it('goes on with the next part when a reader leaves one early', async () => {
    const source = Readable.from([
      Buffer.from('--b\r\nA: 1\r\n\r\naaaa'),
      Buffer.from('aaaa\r\n--b\r\nA: 2\r\n\r\nx\r\n--b--'),
    ])
    const seen: (string | undefined)[] = []
    for await (const { headers, body } of readMultipart(source, 'b')) {
      seen.push(headers.get('a'))
      for await (const piece of body) if (piece.length > 0) break
    }
    expect(seen).toEqual(['1', '2'])
  })
  it('comes back as it was written, whatever the bytes (property)', async () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(bodies, fc.integer({ min: 1, max: 90 }), async (written, chunk) => {
        const boundary = newBoundary()
        const pieces: Uint8Array[] = []
        const parts = written.map((body) => ({ headers: { 'Content-Type': 'x/y' }, body }))
        for await (const piece of writeMultipart(parts, boundary)) pieces.push(piece)
        const back = await read(Buffer.concat(pieces).toString('latin1'), chunk, boundary)
        expect(back.map((part) => part.body)).toEqual(
          written.map((body) => Buffer.from(body).toString('latin1')),
        )
      }),
      { numRuns: 60 },
    )
  })
})
