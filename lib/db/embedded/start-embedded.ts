import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { binaries } from './binaries'
import { freePort } from './free-port'
import { runAs, spawnIds, type RunAs } from './run-as'
import { runningServer, stopServer } from './running-server'

export interface EmbeddedPostgres {
  url: string
  port: number
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Holds the cluster, its password (0600) and its log. */
  dir: string
  port?: number | undefined
  /** Off only for tests: then a power cut may lose the cluster. */
  durable?: boolean
  database?: string
}

const user = 'wetread'

/**
 * Starts the PostgreSQL that npm brought along, on loopback only, making its cluster at the first start. A server
 * that outlived its supervisor (kill -9) is taken over as it is.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { durable = true, database = 'wetread' } = options
  const dir = path.resolve(options.dir)
  const cluster = path.join(dir, 'cluster')
  await mkdir(dir, { recursive: true })
  const as = runAs([binaries().folder, dir], await ownerOf(cluster))
  if (as.uid !== undefined && as.gid !== undefined) await chown(dir, as.uid, as.gid)
  await chmod(dir, 0o700)
  if (!(await ownerOf(cluster))) await makeCluster(dir, as)
  const password = (await readFile(path.join(dir, 'password'), 'utf8')).trim()

  const adopted = runningServer(cluster)
  const port = adopted?.port ?? options.port ?? (await freePort())
  const pid = adopted?.pid ?? launch({ cluster, log: path.join(dir, 'log'), port, durable, as })
  const urlOf = (name: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`
  await waitUntilItAnswers(urlOf('postgres'), cluster)
  await ensureDatabase(urlOf('postgres'), database)
  return { url: urlOf(database), port, stop: () => stopServer(cluster, pid) }
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | null> {
  const found = await stat(folder).catch(() => null)
  return found && { uid: found.uid, gid: found.gid }
}

/** Made beside its final name and renamed, so that an interrupted start leaves nothing half made in its place. */
async function makeCluster(dir: string, as: RunAs): Promise<void> {
  const making = path.join(dir, 'cluster.making')
  await rm(making, { recursive: true, force: true })
  const passwordFile = path.join(dir, 'password')
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  if (as.uid !== undefined && as.gid !== undefined) await chown(passwordFile, as.uid, as.gid)
  const flags = ['--pgdata', making, '--username', user, '--pwfile', passwordFile, '--encoding', 'UTF8']
  const locale = ['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8']
  const auth = ['--auth', 'scram-sha-256']
  await run([...as.prefix, binaries().initdb, ...flags, ...locale, ...auth], as)
  await rename(making, path.join(dir, 'cluster'))
}

function run(command: string[], as: RunAs): Promise<void> {
  const [program = '', ...args] = command
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...spawnIds(as), stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`PostgreSQL could not make its cluster: ${said.trim()}`)),
    )
  })
}

interface LaunchOptions {
  cluster: string
  log: string
  port: number
  durable: boolean
  as: RunAs
}

/** In a process group of its own: Ctrl-C must not reach the database before those that use it. */
function launch({ cluster, log, port, durable, as }: LaunchOptions): number {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and details ("Key (patient_id)=(…)") may carry patient data: errors are logged without them.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [program = '', ...args] = [
    ...as.prefix,
    binaries().postgres,
    '-D',
    cluster,
    '-p',
    String(port),
    ...flags,
  ]
  const output = openSync(log, 'a', 0o600)
  const child = spawn(program, args, { ...spawnIds(as), detached: true, stdio: ['ignore', output, output] })
  closeSync(output)
  child.on('error', () => undefined)
  child.unref()
  if (child.pid === undefined) throw new Error('PostgreSQL could not be started.')
  return child.pid
}

async function waitUntilItAnswers(url: string, cluster: string): Promise<void> {
  let last: unknown
  for (let waited = 0; waited < 60_000; waited += 50) {
    const client = new Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      last = error
      await sleep(50)
    }
    if (waited > 3_000 && !runningServer(cluster)) break
  }
  throw new Error(`PostgreSQL did not start; its log is ${path.join(path.dirname(cluster), 'log')}`, {
    cause: last,
  })
}

async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
