import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { binaries } from './binaries'
import { commandLine } from './command-line'
import { freePort } from './free-port'
import { launchServer } from './launch-server'
import { runAs, spawnIds, type RunAs } from './run-as'
import { runningServer, stopServer } from './running-server'
import { untilItServes } from './until-it-serves'

export interface EmbeddedPostgres {
  url: string
  port: number
  /** Whether its process is there. */
  isRunning(): boolean
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

  const urlOf = (port: number, name: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`
  const log = path.join(dir, 'log')
  const server = await untilItServes(
    async () => {
      const adopted = runningServer(cluster)
      if (adopted) return adopted
      const port = options.port ?? (await freePort())
      return { pid: launchServer({ cluster, log, port, durable, as }), port }
    },
    { cluster, log, urlOf: (port) => urlOf(port, 'postgres') },
  )
  await ensureDatabase(urlOf(server.port, 'postgres'), database)
  return {
    url: urlOf(server.port, database),
    port: server.port,
    isRunning: () => commandLine(server.pid).includes(cluster),
    stop: () => stopServer(cluster, server.pid),
  }
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
