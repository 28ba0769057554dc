import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

const watch = new URL('./end-with-npm.ts', import.meta.url).href
const program = `
  const { endWithNpm } = await import(${JSON.stringify(watch)})
  setInterval(() => undefined, 1000)
  endWithNpm(() => { console.log('told to stop'); process.exit(0) })
  console.log('runs')
`

it('stops when npm has ended the shell between the two', { timeout: 30_000 }, async () => {
  // The command after it keeps the shell from becoming node itself.
  const command = `"${process.execPath}" --import tsx --input-type=module -e "$PROGRAM"; true`
  const env = { ...process.env, npm_lifecycle_event: 'start', PROGRAM: program }
  const shell = spawn('sh', ['-c', command], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  shell.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  await expect.poll(() => said, { timeout: 20_000 }).toContain('runs')
  shell.kill('SIGTERM')
  await once(shell.stdout, 'close') // only when node, too, has let go of it
  expect(said).toContain('told to stop')
})
