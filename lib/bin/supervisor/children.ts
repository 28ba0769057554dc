import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pauseBeforeRestart } from './pause-before-restart'

const names = ['web', 'gateway', 'worker'] as const
type Name = (typeof names)[number]

export interface Children {
  pids(): number[]
  stop(): Promise<void>
}

interface ChildrenOptions {
  dataDir: string
  env: NodeJS.ProcessEnv
  say(line: string): void
  onPidsChange(): void
}

/** Starts the three processes, each writing to a log of its own, and starts again what ends without being asked to. */
export function startChildren({ dataDir, env, say, onPidsChange }: ChildrenOptions): Children {
  const running = new Map<Name, ChildProcess>()
  const timers = new Set<NodeJS.Timeout>()
  let stopping = false

  const start = (name: Name, crashes: number) => {
    const startedAt = Date.now()
    const log = path.join(dataDir, 'logs', `${name}.log`)
    const child = launch(name, log, env)
    running.set(name, child)
    onPidsChange()
    child.once('exit', (code, signal) => {
      running.delete(name)
      if (stopping) return
      const pause = pauseBeforeRestart({ crashes, ranForMs: Date.now() - startedAt })
      const how = signal ?? `exit ${code ?? '?'}`
      say(
        `The ${name} process stopped unexpectedly (${how}); it starts again in ${pause.ms / 1000} s. Its log: ${log}`,
      )
      const timer = setTimeout(() => {
        timers.delete(timer)
        start(name, pause.crashes)
      }, pause.ms)
      timers.add(timer)
    })
  }
  for (const name of names) start(name, 0)

  return {
    pids: () => [...running.values()].flatMap((child) => child.pid ?? []),
    async stop() {
      stopping = true
      for (const timer of timers) clearTimeout(timer)
      await Promise.all([...running.values()].map(end))
    },
  }
}

function launch(name: Name, log: string, env: NodeJS.ProcessEnv): ChildProcess {
  keepLogSmall(log)
  const output = openSync(log, 'a', 0o600)
  const preload = ['--import', 'tsx', '--import', './lib/bin/supervisor/end-with-parent.ts']
  const child = spawn(process.execPath, [...preload, `lib/bin/${name}.ts`], {
    // Waiting for the disk to flush must not keep others from reading it (libuv has four threads by default).
    env: { UV_THREADPOOL_SIZE: '16', ...env, WETREAD_PROCESS: name },
    stdio: ['ignore', output, output, 'ipc'],
    // Ctrl-C reaches the supervisor alone, which stops the processes in order.
    detached: true,
  })
  closeSync(output)
  child.on('error', () => undefined)
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = new AbortController()
  const force = sleep(15_000, undefined, { signal: late.signal }).then(
    () => child.kill('SIGKILL'),
    () => false,
  )
  await gone
  late.abort()
  await force
}

function keepLogSmall(log: string): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size > 20 * 1024 * 1024) renameSync(log, `${log}.1`)
}
