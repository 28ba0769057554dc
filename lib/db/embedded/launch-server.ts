import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { binaries } from './binaries'
import { spawnIds, type RunAs } from './run-as'

export interface LaunchOptions {
  cluster: string
  log: string
  port: number
  durable: boolean
  as: RunAs
}

/**
 * Starts the server in a process group of its own: Ctrl-C must not reach the database before those that use it.
 * @returns its process id
 */
export function launchServer({ cluster, log, port, durable, as }: LaunchOptions): number {
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
  const server = [binaries().postgres, '-D', cluster, '-p', String(port), ...flags]
  const [program = '', ...args] = [...as.prefix, ...server]
  const output = openSync(log, 'a', 0o600)
  const child = spawn(program, args, {
    ...spawnIds(as),
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.on('error', () => undefined)
  child.unref()
  if (child.pid === undefined) throw new Error('PostgreSQL could not be started.')
  return child.pid
}
