import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import { itemsOf, textOf } from '@/lib/dicom/json-values'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { neutralisePreamble } from '@/lib/dicom/neutralise-preamble'
import { closeDecoders } from '@/lib/pixels/decode-frame'
import { routes } from '../routes'
import { createServer } from '../server'
import { clientForTest, jsonListOf, jsonOf, partsOf, type TestClient } from './client-for-test'

useTestDatabase()

const root = path.resolve('../shared/data/dicom')
/** Whole series of one scanner, each image like the next. */
const series = /head-ct-ge|dicom2nifti|mr-t1|SE000000|MR700|dcmqi/
const files = existsSync(root)
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(csv|md)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !series.test(file))
  : []

let app: FastifyInstance
let client: TestClient
beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
})
afterAll(async () => {
  await app.close()
  await closeDecoders()
})

describe.skipIf(files.length === 0)(
  'real files of every kind (skipped where ../shared/data/dicom is absent)',
  () => {
    it(
      'is stored and comes back byte for byte, or is refused by name; never a 5xx',
      { timeout: 300_000 },
      async () => {
        const statuses = new Map<number, number>()
        for (const file of files) {
          const bytes = readFileSync(file)
          const answer = await client.store([bytes])
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
          expect([200, 202, 409], path.relative(root, file)).toContain(answer.status)
          const json = await jsonOf(answer)
          const [stored] = itemsOf(json, 'ReferencedSOPSequence')
          if (answer.status === 409) expect(itemsOf(json, 'FailedSOPSequence')).toHaveLength(1)
          else await expectWhole(path.relative(root, file), bytes, textOf(stored ?? {}, 'RetrieveURL'))
        }
        // Many are one object in several transfer syntaxes, of which the archive keeps the first.
        expect((statuses.get(200) ?? 0) + (statuses.get(202) ?? 0)).toBeGreaterThan(100)
      },
    )
  },
)

/** Addresses of what was stored so far. */
const known = new Set<string>()

async function expectWhole(name: string, bytes: Buffer, url: string): Promise<void> {
  const address = url.slice(client.url.length)
  const [part] = await partsOf(await client.get(address))
  const preamble = neutralisePreamble(bytes)
  const expected = preamble ? Buffer.concat([preamble, bytes.subarray(128)]) : bytes
  // Two of the files hold one data set under different file headers: the first one stays.
  const start = known.has(address) ? (file: Buffer) => parsePart10(file).metaLength : () => 0
  known.add(address)
  const served = part?.body ?? Buffer.alloc(0)
  expect(served.subarray(start(served)).equals(expected.subarray(start(expected))), name).toBe(true)
  const metadata = await client.get(`${address}/metadata`)
  expect(await jsonListOf(metadata), name).toHaveLength(1)
  const frame = await client.get(`${address}/frames/1`)
  expect([200, 404, 406], `frame of ${name}`).toContain(frame.status)
  await frame.arrayBuffer()
  const rendered = await client.get(`${address}/rendered?viewport=64,64`)
  expect([200, 404, 406], `rendered ${name}`).toContain(rendered.status)
  await rendered.arrayBuffer()
}
