import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pauseBeforeRestart } from './pause-before-restart'

const names = ['web', 'gateway', 'worker'] as const
type Name = (typeof names)[number]

/** A process that was asked to stop is killed after so long; what it waits for itself must be shorter. */
export const graceMs = 15_000

export interface Children {
  pids(): number[]
  stop(): Promise<void>
}

export interface ChildrenOptions {
  dataDir: string
  env: NodeJS.ProcessEnv
  say(line: string): void
  onPidsChange(): void
  /** Another way to start a process, for tests. */
  launch?: typeof launchOurs
}

/** Starts the three processes, each writing to a log of its own, and starts again what ends without being asked to. */
export function startChildren({
  dataDir,
  env,
  say,
  onPidsChange,
  launch = launchOurs,
}: ChildrenOptions): Children {
  const running = new Map<Name, ChildProcess>()
  const timers = new Set<NodeJS.Timeout>()
  let stopping = false

  const start = (name: Name, crashes: number) => {
    const startedAt = Date.now()
    const log = logOf(dataDir, name)
    let isOver = false
    const over = (how: string) => {
      if (isOver) return
      isOver = true
      running.delete(name)
      if (stopping) return
      const pause = pauseBeforeRestart({ crashes, ranForMs: Date.now() - startedAt })
      say(
        `The ${name} process stopped unexpectedly (${how}); it starts again in ${pause.ms / 1000} s. Its log: ${log}`,
      )
      const timer = setTimeout(() => {
        timers.delete(timer)
        start(name, pause.crashes)
      }, pause.ms)
      timers.add(timer)
    }
    try {
      const child = launch(name, log, env)
      running.set(name, child)
      child.once('exit', (code, signal) => over(signal ?? `exit ${code ?? '?'}`))
      // A process that the system could not make has no exit; an error of one that runs is not its end.
      child.on('error', (error) => child.pid === undefined && over(codeOf(error)))
      onPidsChange()
    } catch (error) {
      // No memory, or no file handle for the log: also spawn throws for some reasons, instead of emitting.
      over(codeOf(error))
    }
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

/** The log files of the processes. */
export function childLogs(dataDir: string): string[] {
  return names.map((name) => logOf(dataDir, name))
}

function logOf(dataDir: string, name: Name): string {
  return path.join(dataDir, 'logs', `${name}.log`)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'could not be started'
}

function launchOurs(name: Name, log: string, env: NodeJS.ProcessEnv): ChildProcess {
  const output = openSync(log, 'a', 0o600)
  try {
    const preload = ['--import', 'tsx', '--import', './lib/bin/supervisor/end-with-parent.ts']
    const child = spawn(process.execPath, [...preload, `lib/bin/${name}.ts`], {
      // Waiting for the disk to flush must not keep others from reading it (libuv has four threads by default).
      env: { UV_THREADPOOL_SIZE: '16', ...env, WETREAD_PROCESS: name },
      stdio: ['ignore', output, output, 'ipc'],
      // Ctrl-C reaches the supervisor alone, which stops the processes in order.
      detached: true,
    })
    if (name === 'worker') stepBack(child)
    return child
  } finally {
    closeSync(output)
  }
}

/** Models and housekeeping use what receiving and reading leave: where both want the machine, they come first. */
function stepBack({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Not allowed on this system: then it runs beside them.
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = new AbortController()
  const force = sleep(graceMs, undefined, { signal: late.signal }).then(
    () => child.kill('SIGKILL'),
    () => false,
  )
  await gone
  late.abort()
  await force
}
