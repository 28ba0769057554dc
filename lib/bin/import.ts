import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { audit } from '@/lib/access/audit'
import { importMedia } from '@/lib/archive/import/import-media'
import { localSources } from '@/lib/archive/import/local-sources'
import { closeDb } from '@/lib/db/client'
import { runningServer } from '@/lib/db/embedded/running-server'
import { noVerdicts, type FileVerdict } from '@/lib/dicom/media/verdict'
import { verdictCsv, verdictCsvHead } from '@/lib/dicom/media/verdict-csv'
import { CannotStart } from './supervisor/cannot-start'
import { openDatabase } from './supervisor/database'
import { readSettings } from './supervisor/settings'

/**
 * `npm run import -- PATH [PATH…] [--dry-run] [--report FILE]`: folders, files, ZIPs and images of CDs, through the one
 * door. Works while Wetread runs and while it does not; begun again, it goes on where it stopped. Ends with 0 when
 * everything that is DICOM is in the archive, 1 when something was refused, set aside or missing, 2 when nothing could be done.
 */
const say = (line: string) => process.stdout.write(`${line}\n`)
const usage = 'Usage: npm run import -- PATH [PATH…] [--dry-run] [--report FILE]'

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, report: { type: 'string' } },
  })
  if (positionals.length === 0) throw new CannotStart(usage)
  for (const given of positionals) {
    await access(given).catch(() => {
      throw new CannotStart(`There is nothing at ${given}, or it may not be read.`)
    })
  }
  const settings = readSettings({ envFile: true })
  const isInUse = runningServer(path.join(settings.dataDir, 'postgres', 'cluster')) !== null
  const database = await openDatabase(settings, say, { watch: false })
  process.env.DATABASE_URL = database.url
  process.env.WETREAD_DATA = settings.dataDir
  try {
    return await run(positionals, { dryRun: values['dry-run'], report: values.report })
  } finally {
    await closeDb()
    if (!isInUse) await database.stop()
  }
}

async function run(paths: string[], { dryRun, report }: { dryRun: boolean; report: string | undefined }) {
  const file = report === undefined ? null : createWriteStream(report, { mode: 0o600 })
  // A report that cannot be written ends the import before it begins.
  if (file) await once(file, 'open')
  file?.write(verdictCsvHead)
  const counts = noVerdicts()
  const began = Date.now()
  let bytes = 0
  let told = began
  const line = () => {
    const seconds = Math.max(0.001, (Date.now() - began) / 1000)
    const files = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const rate = `${Math.round(files / seconds)} files/s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`
    return `${files} files: ${counts.stored} ${dryRun ? 'to store' : 'stored'}, ${counts.duplicate} already there, ${counts.quarantined} in quarantine, ${counts.refused} refused, ${counts.skipped} skipped (${rate})`
  }
  const onVerdict = async (verdict: FileVerdict) => {
    counts[verdict.verdict] += 1
    bytes += verdict.size
    if (file && !file.write(verdictCsv(verdict))) await once(file, 'drain')
    if (Date.now() - told < 1000) return
    told = Date.now()
    say(line())
  }
  const sources = async function* () {
    for (const given of paths) yield* localSources(path.resolve(given))
  }
  const { missing } = await importMedia(sources(), { dryRun, onVerdict })
  if (file) await new Promise<void>((resolve) => file.end(() => resolve()))
  say(line())
  if (missing > 0) say(`${missing} images that a DICOMDIR names were not found on the medium.`)
  if (!dryRun) {
    const actor = { kind: 'system' as const, name: 'import', address: '' }
    await audit({
      actor,
      action: 'image:store',
      outcome: 'success',
      detail: { step: 'import-command', ...counts },
    })
  }
  return counts.refused + counts.quarantined + missing === 0 ? 0 : 1
}

main()
  .then((code) => {
    process.exitCode = code
  })
  .catch((error: unknown) => {
    const known = error instanceof CannotStart || (error instanceof TypeError && 'code' in error)
    process.stderr.write(
      `${known ? error.message : `The import stopped: ${error instanceof Error ? error.message : ''}`}\n`,
    )
    process.exitCode = 2
  })
