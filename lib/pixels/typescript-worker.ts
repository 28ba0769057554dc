import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * Starts a thread from a TypeScript file. Node 20 does not hand the loader of `--import tsx` down to threads,
 * so the thread registers it itself before it imports the file.
 */
export function startTypescriptWorker(script: URL, options: Omit<WorkerOptions, 'eval'> = {}): Worker {
  const register = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const target = JSON.stringify(script.href)
  const boot = `import(${register}).then(({ register }) => { register(); return import(${target}) })`
  return new Worker(boot, { ...options, eval: true, execArgv: [] })
}
