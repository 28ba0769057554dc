import { spawn, type ChildProcess } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { removeLeftovers } from '../../lib/db/embedded/remove-leftovers'
import { startEnv } from './start-env'
import { readAccounts, serverFile, type E2eServer } from './server'

/** A Wetread of its own for this run, started as a user starts it, with the sample studies. */
export default async function startServer(): Promise<() => Promise<void>> {
  await removeLeftovers(path.resolve('.test'), 'e2e', 'postgres/cluster')
  const dataDir = path.resolve(process.env.WETREAD_E2E_DATA ?? '')
  const port = Number(process.env.WETREAD_E2E_PORT)
  const dicomPort = Number(process.env.WETREAD_E2E_DICOM_PORT)
  await mkdir(dataDir, { recursive: true })

  const env = startEnv({ dataDir, port, dicomPort })
  const child = spawn(process.execPath, ['scripts/start.mjs', '--demo', '--no-env-file'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const said = await untilReady(child)
  const server: E2eServer = {
    url: `http://127.0.0.1:${port}`,
    dicomPort,
    aeTitle: 'WETREAD',
    dataDir,
    accounts: readAccounts(said),
  }
  await writeFile(serverFile(), JSON.stringify(server))
  return async () => {
    await end(child)
    await cp(path.join(dataDir, 'logs'), 'test-results/server-logs', { recursive: true }).catch(
      () => undefined,
    )
    await rm(dataDir, { recursive: true, force: true })
  }
}

function untilReady(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Stop with Ctrl-C')) resolve(said)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code ?? 'a signal'}:\n${said}`)))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}
