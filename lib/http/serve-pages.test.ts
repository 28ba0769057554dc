import { request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addressHeader } from '@/lib/access/address'
import { servePages } from './serve-pages'
import { createServer } from './server'

let app: FastifyInstance
let handled: IncomingMessage[] = []

beforeAll(async () => {
  process.env.DATABASE_URL ??= 'postgresql://nowhere' // the settings name one; no page here asks it
  app = createServer([])
  servePages(app, async (request, response) => {
    handled.push(request)
    response.end('page')
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
})
beforeEach(() => {
  handled = []
  delete process.env.WETREAD_TRUSTED_PROXIES
})
afterAll(() => app.close())

function post(headers: Record<string, string | number>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = app.server.address() as AddressInfo
    const asked = httpRequest(
      { host: '127.0.0.1', port, path: '/api/auth/callback/credentials', method: 'POST', headers },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    asked.on('error', reject)
    asked.write(body)
    if (headers['content-length'] === Buffer.byteLength(body)) asked.end()
  })
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe('what reaches the pages', () => {
  it('is asked by a method that pages have', async () => {
    const { port } = app.server.address() as AddressInfo
    const answer = (method: string) =>
      new Promise<number>((resolve, reject) => {
        const asked = httpRequest({ host: '127.0.0.1', port, path: '/worklist', method }, (got) => {
          got.resume()
          resolve(got.statusCode ?? 0)
        })
        asked.on('error', reject).end()
      })
    expect(await answer('GET')).toBe(200)
    for (const method of ['TRACE', 'PUT', 'DELETE']) expect(await answer(method)).toBe(405)
    expect(handled).toHaveLength(1)
  })
  it('is a form of ordinary length', async () => {
    expect(await post({ ...form, 'content-length': 3 }, 'a=b')).toBe(200)
  })
  it('is no body that would fill the memory, declared or endless', async () => {
    expect(await post({ ...form, 'content-length': 10 ** 9 }, 'a=')).toBe(413)
    expect(await post({ ...form, 'transfer-encoding': 'chunked' }, 'a=')).toBe(400)
    expect(handled).toEqual([])
  })
  it('carries the address of the client: the socket, or what a named proxy says', async () => {
    const headers = {
      ...form,
      'content-length': 3,
      'x-forwarded-for': '9.9.9.9, 192.0.2.7',
      [addressHeader]: '8.8.8.8',
    }
    await post(headers, 'a=b')
    process.env.WETREAD_TRUSTED_PROXIES = '127.0.0.1'
    await post(headers, 'a=b')
    expect(handled.map((request) => request.headers[addressHeader])).toEqual(['127.0.0.1', '192.0.2.7'])
  })
})
