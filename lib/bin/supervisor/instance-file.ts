import { writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Config } from '@/lib/config'
import { commandLine } from '@/lib/db/embedded/command-line'
import { CannotStart } from './cannot-start'

const instance = z.object({
  pid: z.number().int(),
  url: z.string(),
  children: z.array(z.number().int()),
})
type Instance = z.infer<typeof instance>

const fileIn = (dataDir: string) => path.join(dataDir, 'instance.json')

/**
 * Refuses a second Wetread on the same data folder, and ends processes that a killed supervisor left behind.
 * @throws CannotStart naming the instance that runs
 */
export async function refuseSecondInstance(dataDir: string): Promise<void> {
  const other = await readInstance(dataDir)
  if (!other || other.pid === process.pid) return
  if (/start\.(mjs|ts)/.test(commandLine(other.pid))) {
    throw new CannotStart(
      `Wetread runs already from this data folder: ${other.url} (process ${other.pid}); stop it with Ctrl-C where it was started.`,
    )
  }
  for (const pid of other.children) await endLeftover(pid)
}

/** At one go: two writes that overlap, as processes start, would leave a mixture of both. */
export function writeInstance({ dataDir, publicUrl }: Config, children: number[]): void {
  const it: Instance = { pid: process.pid, url: publicUrl, children }
  writeFileSync(fileIn(dataDir), JSON.stringify(it), { mode: 0o600 })
}

export async function removeInstance(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true })
}

async function readInstance(dataDir: string): Promise<Instance | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => '')
  try {
    return instance.parse(JSON.parse(text))
  } catch {
    return null
  }
}

async function endLeftover(pid: number): Promise<void> {
  const isOurs = () => /lib\/bin\/(web|gateway|worker)\.ts/.test(commandLine(pid))
  if (isOurs()) process.kill(pid, 'SIGTERM')
  for (let waited = 0; waited < 5_000 && isOurs(); waited += 50) await sleep(50)
  if (isOurs()) process.kill(pid, 'SIGKILL')
}
