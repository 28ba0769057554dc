import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createServiceToken } from '@/lib/access/service-tokens'
import { closeDb, db } from '@/lib/db/client'
import { freePort } from '@/lib/db/embedded/free-port'
import { runningServer } from '@/lib/db/embedded/running-server'
import { startEmbedded } from '@/lib/db/embedded/start-embedded'

export interface ThrowawayWetread {
  url: string
  dicomPort: number
  /** Where the peer listens for C-MOVE. */
  movePort: number
  token: string
  /** Of web, gateway, worker and the database. */
  pids: number[]
  end(): Promise<void>
}

/**
 * The whole product as `npm start` starts it, from a new data folder and on free ports, with a token for DICOMweb and
 * a peer; `end` stops it and removes the folder. Needs `npm run build` before.
 */
export async function throwawayWetread(peerAETitle: string): Promise<ThrowawayWetread> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'wetread-pacs-'))
  const [port, dicomPort, movePort] = [await freePort(), await freePort(), await freePort()]
  const env = {
    ...process.env,
    DATABASE_URL: '',
    WETREAD_DATA: dataDir,
    WETREAD_PORT: String(port),
    WETREAD_DICOM_PORT: String(dicomPort),
    WETREAD_MASTER_KEY: randomBytes(32).toString('base64'),
    WETREAD_LOG_LEVEL: 'warn',
  }
  const server = spawn(process.execPath, ['--import', 'tsx', 'lib/bin/start.ts', '--no-env-file'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const end = async (): Promise<void> => {
    await closeDb()
    if (server.exitCode === null) {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const url = `http://127.0.0.1:${port}`
    while (
      !(await fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      ))
    ) {
      if (server.exitCode !== null) throw new Error('Wetread did not start: run npm run build first.')
      await sleep(200)
    }
    // Finds the server that runs from this folder.
    const postgres = path.join(dataDir, 'postgres')
    process.env.DATABASE_URL = (await startEmbedded({ dir: postgres })).url
    const rights = ['store', 'find', 'retrieve']
    const peer = { aeTitle: peerAETitle, rights, host: '127.0.0.1', port: movePort }
    await db().peer.create({ data: peer, select: { id: true } })
    const system = { kind: 'system', name: 'bench', address: '' } as const
    const { token } = await createServiceToken(
      { name: 'bench', scopes: ['dicomweb:read', 'dicomweb:store'], expiresInDays: 1 },
      system,
    )
    const { children } = JSON.parse(await readFile(path.join(dataDir, 'instance.json'), 'utf8')) as {
      children: number[]
    }
    const database = runningServer(path.join(postgres, 'cluster'))
    return { url, dicomPort, movePort, token, pids: [...children, ...(database ? [database.pid] : [])], end }
  } catch (error) {
    await end()
    throw error
  }
}
