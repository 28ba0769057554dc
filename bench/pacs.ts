/**
 * Wetread beside other archives, by the harness `pacsbench` (its folder in PACSBENCH, `../shared/pacsbench` when it is
 * not said; its Python in WETREAD_TEST_PYTHON). Wetread is started new and removed afterwards; the others run already and
 * are named as the harness wants them. What follows the targets goes to the harness.
 *
 *   node --import tsx bench/pacs.ts NAME --target orthanc=http://127.0.0.1:8142/dicom-web,dimse=ORTHANC@127.0.0.1:4342,pid=N --only stow
 *   node --import tsx bench/pacs.ts NAME --scale 1000,5000,20000,50000 --target …
 *
 * The result is bench/results/NAME.json: the command, when, how many cores, and the figures.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { throwawayWetread } from './throwaway-wetread'

const [name, ...given] = process.argv.slice(2)
if (!name || !/^[\w-]+$/.test(name))
  throw new Error('Give the result a name: node --import tsx bench/pacs.ts NAME …')
const scaleAt = given.indexOf('--scale')
const steps = scaleAt < 0 ? null : (given[scaleAt + 1] ?? '')
const passedOn = scaleAt < 0 ? given : given.filter((_, i) => i !== scaleAt && i !== scaleAt + 1)

const harness = path.resolve(process.env.PACSBENCH ?? '../shared/pacsbench')
const wetread = await throwawayWetread('PACSBENCH')
const folder = await mkdtemp(path.join(tmpdir(), 'wetread-pacs-out-'))
process.once('SIGINT', () => void end().then(() => process.exit(130)))
try {
  const out = path.join(folder, 'out.json')
  const dimse = `WETREAD@127.0.0.1:${wetread.dicomPort}`
  const ours = `wetread=${wetread.url}/dicom-web,dimse=${dimse},move=PACSBENCH:${wetread.movePort},pid=${wetread.pids.join('+')}`
  const script = steps === null ? ['bench.py'] : ['scale.py', steps]
  const bearer = ['--header', `wetread=Authorization: Bearer ${wetread.token}`]
  const run = spawn(
    process.env.WETREAD_TEST_PYTHON ?? 'python3',
    [...script, '--target', ours, ...bearer, ...passedOn, '--out', out],
    // Without TCP_NODELAY dcmtk's senders wait for delayed acknowledgements.
    { cwd: harness, env: { ...process.env, TCP_NODELAY: '1' }, stdio: 'inherit' },
  )
  const [code] = (await once(run, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`The harness ended with ${code ?? 'a signal'}.`)
  const figures = JSON.parse(await readFile(out, 'utf8')) as Record<string, unknown>
  // The harness's own arguments hold the token and folders of this machine.
  delete figures.argv
  const result = {
    command: ['node --import tsx bench/pacs.ts', name, ...given].join(' '),
    when: new Date().toISOString(),
    cores: availableParallelism(),
    ...figures,
  }
  await mkdir('bench/results', { recursive: true })
  await writeFile(`bench/results/${name}.json`, `${JSON.stringify(result, null, 1)}\n`)
} finally {
  await end()
}

async function end(): Promise<void> {
  await wetread.end()
  await rm(folder, { recursive: true, force: true })
}
