import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import { routes } from '../routes'
import { createServer } from '../server'
import { clientForTest, type TestClient } from './client-for-test'
import { dicomwebRoutes } from './routes'

useTestDatabase()

let app: FastifyInstance
let client: TestClient

beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
})
afterAll(() => app.close())

describe('Retrieve Capabilities (PS3.18 8.9)', () => {
  it('names every transaction of the route table, as WADL', async () => {
    const answer = await client.send('', { method: 'OPTIONS' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^application\/vnd\.sun\.wadl\+xml/)
    const text = await answer.text()
    expect(text).toContain(`<resources base="${client.url}/">`)
    for (const { definition } of dicomwebRoutes) {
      if (definition.url === '/dicom-web') continue
      const path = definition.url
        .slice('/dicom-web/'.length)
        .replace(/:(\w+)/g, '{$1}')
        .replace(/\*$/, '{+path}')
      const resource = text.split(`<resource path="${path}">`)[1]?.split('</resource>')[0]
      expect(resource, `${definition.method} ${path}`).toContain(`<method name="${definition.method}"`)
    }
  })

  it('gives the same as JSON to a GET, and 406 for anything else', async () => {
    const answer = await client.get('/', { accept: 'application/json' })
    const { capabilities } = (await answer.json()) as {
      capabilities: { path: string; transaction: string }[]
    }
    expect(capabilities).toContainEqual(expect.objectContaining({ path: 'studies', transaction: 'Search' }))
    expect((await client.get('', { accept: 'text/html' })).status).toBe(406)
  })

  it('is for those who may look at studies', async () => {
    const sender = await clientForTest(app, ['dicomweb:store'])
    expect((await sender.get('')).status).toBe(403)
    expect((await fetch(client.url)).status).toBe(401)
  })
})
