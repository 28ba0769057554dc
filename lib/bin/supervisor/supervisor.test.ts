import { spawn } from 'node:child_process'
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultLimits } from '@/lib/dimse/limits'
import { nodeTooOld } from '../../../scripts/node-version.mjs'
import { authSecret } from './auth-secret'
import { CannotStart } from './cannot-start'
import { graceMs, startChildren, type Children } from './children'
import { openDataDir } from './data-dir'
import { refuseSecondInstance } from './instance-file'
import { keepLogsSmall } from './keep-logs-small'
import { pauseBeforeRestart } from './pause-before-restart'
import { claimPort } from './ports'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-start-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the version of Node', () => {
  it.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v24.1.0'])('%s will do', (version) => {
    expect(nodeTooOld(version)).toBeNull()
  })
  it.each(['v18.20.4', 'v20.18.3'])('%s is refused in one sentence', (version) => {
    expect(nodeTooOld(version)).toMatch(
      /^Wetread needs Node 20\.19 or later; this is v[\d.]+\. Get it from \S+$/,
    )
  })
})

describe('the ports', () => {
  const wish = { use: 'web pages', host: '127.0.0.1', setting: 'WETREAD_PORT' }

  it('names the port and the setting when another program has it', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = address && typeof address === 'object' ? address.port : 0
    await expect(claimPort({ ...wish, port })).rejects.toThrow(
      new CannotStart(
        `Port ${port} on 127.0.0.1, wanted for web pages, is in use by another program: stop that program or choose another with WETREAD_PORT.`,
      ),
    )
    other.close()
  })

  it('finds a free one for 0', async () => {
    expect(await claimPort({ ...wish, port: 0 })).toBeGreaterThan(1023)
  })

  it('says when the address is not of this machine', async () => {
    await expect(claimPort({ ...wish, host: '192.0.2.1', port: 0 })).rejects.toThrow(
      'does not belong to this machine',
    )
  })
})

describe('the data folder', () => {
  it('is made', async () => {
    await openDataDir(path.join(folder, 'a', 'b'))
    expect((await stat(path.join(folder, 'a', 'b', 'logs'))).isDirectory()).toBe(true)
  })

  it('is refused in one sentence when it cannot be written to', async () => {
    await writeFile(path.join(folder, 'file'), '')
    await expect(openDataDir(path.join(folder, 'file', 'data'))).rejects.toThrow(
      /^Wetread cannot write to its data folder .* \(ENOTDIR\): allow it, or choose another folder with WETREAD_DATA\.$/,
    )
  })

  it.runIf(process.platform === 'linux')(
    'is refused where folders cannot be made, instead of trying for ever',
    async () => {
      await expect(openDataDir('/proc/wetread')).rejects.toThrow(CannotStart)
    },
  )

  it('keeps the secret of the sessions to its owner, and the same for good', async () => {
    const secret = await authSecret(folder)
    expect(await authSecret(folder)).toBe(secret)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect((await stat(path.join(folder, 'keys', 'auth.secret'))).mode & 0o777).toBe(0o600)
  })

  it('is not blocked by an instance that is gone', async () => {
    await writeFile(
      path.join(folder, 'instance.json'),
      JSON.stringify({ pid: 2 ** 22 + 1, url: '', children: [] }),
    )
    await expect(refuseSecondInstance(folder)).resolves.toBeUndefined()
  })
})

it('waits longer after each crash, up to half a minute, and forgets crashes after a long run', () => {
  let crashes = 0
  const pauses = Array.from({ length: 8 }, () => {
    const next = pauseBeforeRestart({ crashes, ranForMs: 100 })
    crashes = next.crashes
    return next.ms
  })
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  expect(pauseBeforeRestart({ crashes, ranForMs: 61_000 })).toEqual({ crashes: 1, ms: 500 })
})

describe('the processes', () => {
  let children: Children | undefined
  afterEach(() => children?.stop())

  it.each([
    ['that the system cannot make', () => spawn(path.join(folder, 'not-there'))],
    [
      'whose start throws',
      () => {
        throw Object.assign(new Error('spawn'), { code: 'ENOMEM' })
      },
    ],
  ])('are tried again: one %s', async (_what, failing) => {
    const said: string[] = []
    let starts = 0
    children = startChildren({
      dataDir: folder,
      env: process.env,
      say: (line) => said.push(line),
      onPidsChange: () => undefined,
      launch: (name) =>
        name === 'worker' && starts++ === 0
          ? failing()
          : spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']),
    })
    expect(children.pids()).toHaveLength(2)
    await expect.poll(() => children?.pids(), { timeout: 5_000 }).toHaveLength(3)
    expect(said).toEqual([
      expect.stringMatching(/^The worker process stopped unexpectedly \((ENOENT|ENOMEM)\)/),
    ])
  })

  it('have time to finish what they wait for themselves before they are killed', () => {
    expect(defaultLimits.stopMs).toBeLessThanOrEqual(graceMs - 5_000)
  })
})

it('keeps a log small while it is written to', async () => {
  const log = path.join(folder, 'web.log')
  const writer = await open(log, 'a')
  await writer.write('x'.repeat(2_000))
  const stop = keepLogsSmall([log], { mostBytes: 1_000, everyMs: 20 })
  await expect.poll(async () => (await stat(log)).size).toBe(0)
  await writer.write('next line')
  await writer.close()
  stop()
  expect(await readFile(log, 'utf8')).toBe('next line')
  expect(await readFile(`${log}.1`, 'utf8')).toHaveLength(2_000)
})
