import { spawn } from 'node:child_process'
import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { S3Settings } from './s3-place'

export interface S3ServerForTest {
  settings: S3Settings
  stop(): Promise<void>
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test-secret' }

/**
 * Tests only: the part of the S3 protocol that a place uses, in memory, so that its behaviour is tested everywhere. A
 * real server takes its place where `WETREAD_TEST_S3_SERVER` names versitygw's program.
 */
export async function startS3ServerForTest(): Promise<S3ServerForTest> {
  const program = process.env.WETREAD_TEST_S3_SERVER
  return program ? startVersity(program) : startInMemory()
}

function settingsOf(port: number): S3Settings {
  return {
    bucket: 'wetread',
    prefix: 'archive/',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    pathStyle: true,
    credentials,
  }
}

async function startInMemory(): Promise<S3ServerForTest> {
  const objects = new Map<string, { bytes: Buffer; at: Date }>()
  const server = createServer((request, response) => void answer(objects, request, response))
  await listening(server)
  const address = server.address()
  return {
    settings: settingsOf(typeof address === 'object' && address ? address.port : 0),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

type Objects = Map<string, { bytes: Buffer; at: Date }>

async function answer(objects: Objects, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const [, bucket = '', ...rest] = url.pathname.split('/')
  const key = rest.join('/')
  const send = (
    status: number,
    body: Buffer | string = '',
    headers: Record<string, string | number> = {},
  ) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
  if (bucket !== 'wetread') return send(404, '<Error><Code>NoSuchBucket</Code></Error>')
  if (request.method === 'GET' && key === '') return send(200, listing(objects, url.searchParams))
  if (request.method === 'HEAD' && key === '') return send(200)
  if (request.method === 'PUT') {
    const source = request.headers['x-amz-copy-source']
    const copied = typeof source === 'string' ? objects.get(source.replace(/^\/?wetread\//, '')) : undefined
    if (typeof source === 'string' && !copied) return send(404, '<Error><Code>NoSuchKey</Code></Error>')
    const bytes = copied?.bytes ?? (await bodyOf(request))
    objects.set(key, { bytes, at: new Date() })
    return send(200, '<CopyObjectResult/>', { etag: '"x"' })
  }
  if (request.method === 'DELETE') {
    objects.delete(key)
    return send(204)
  }
  const found = objects.get(key)
  if (!found) return send(404, '<Error><Code>NoSuchKey</Code></Error>')
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
  if (!range) return send(200, found.bytes, { 'last-modified': found.at.toUTCString() })
  const [from, to] = [Number(range[1]), Math.min(Number(range[2]), found.bytes.length - 1)]
  const total = found.bytes.length
  return send(206, found.bytes.subarray(from, to + 1), { 'content-range': `bytes ${from}-${to}/${total}` })
}

/** Two keys a page, so that paging is walked. */
function listing(objects: Objects, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? ''
  const after = query.get('continuation-token') ?? ''
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort()
  const page = keys.slice(0, 2)
  const last = page.at(-1)
  const next = keys.length > 2 && last ? `<NextContinuationToken>${last}</NextContinuationToken>` : ''
  const contents = page.map((key) => {
    const { bytes, at } = objects.get(key) ?? { bytes: Buffer.alloc(0), at: new Date() }
    const modified = `<LastModified>${at.toISOString()}</LastModified>`
    return `<Contents><Key>${key}</Key>${modified}<Size>${bytes.length}</Size></Contents>`
  })
  return `<ListBucketResult>${contents.join('')}${next}</ListBucketResult>`
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

async function startVersity(program: string): Promise<S3ServerForTest> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wetread-s3-'))
  await mkdir(path.join(folder, 'wetread'))
  const probe = createServer()
  await listening(probe)
  const address = probe.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise((resolve) => probe.close(resolve))
  const child = spawn(program, ['--port', `127.0.0.1:${port}`, 'posix', folder], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ROOT_ACCESS_KEY: credentials.accessKeyId,
      ROOT_SECRET_KEY: credentials.secretAccessKey,
    },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (;;) {
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    )
    if (isUp) break
    if (child.exitCode !== null) throw new Error('The S3 server for the test has ended')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    settings: settingsOf(port),
    stop: async () => {
      child.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
}
