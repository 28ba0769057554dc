import fc from 'fast-check'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { gzipOf, gzipPart, plainOf } from './gzip-parts'

it('makes one gzip file of parts that were compressed before, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 6 }), async (texts) => {
      const parts = await Promise.all(texts.map((text) => gzipPart(text)))
      expect(gunzipSync(gzipOf(parts)).equals(Buffer.concat(texts))).toBe(true)
      for (const [n, part] of parts.entries()) {
        expect((await plainOf(part)).equals(Buffer.from(texts[n] ?? []))).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})
