import path from 'node:path'
import { checkStorage } from '@/lib/archive/check-storage'
import { sweep } from '@/lib/archive/sweep'
import { closeDb } from '@/lib/db/client'
import { runningServer } from '@/lib/db/embedded/running-server'
import { checkReports } from '@/lib/reporting/check-reports'
import { openDatabase } from './supervisor/database'
import { readSettings } from './supervisor/settings'

/**
 * `npm run fsck`: mends the remains of interrupted transfers and checks that every indexed object has its bytes and every report is what was signed;
 * `--deep` also decrypts and hashes each. Works while Wetread runs and while it does not. Ends with 1 when an object
 * is missing or damaged, or a report changed.
 */
const deep = process.argv.includes('--deep')
const say = (line: string) => process.stdout.write(`${line}\n`)

const words = {
  missing: 'its bytes are missing: restore them from a backup, or send the image again',
  damaged: 'its bytes are damaged: restore them from a backup',
  'other-bytes': 'its bytes are not those that were received: restore them from a backup',
}

const settings = readSettings({ envFile: true })
const isInUse = runningServer(path.join(settings.dataDir, 'postgres', 'cluster')) !== null
const database = await openDatabase(settings, say, { watch: false })
process.env.DATABASE_URL = database.url
process.env.WETREAD_DATA = settings.dataDir

const swept = await sweep()
say(
  `Removed ${swept.spoolFiles} unfinished transfers; set ${swept.setAside} blobs aside that belong to no image.`,
)
const { checked, problems } = await checkStorage({
  deep,
  report: ({ SOPInstanceUID, blobName, problem }) =>
    say(
      `${SOPInstanceUID ? `Image ${SOPInstanceUID}` : 'Unfiled film'} (blob ${blobName}): ${words[problem]}.`,
    ),
})
say(
  `Checked ${checked} images${deep ? ' byte by byte' : ''}: ${problems === 0 ? 'all sound' : `${problems} not sound`}.`,
)
const reports = await checkReports({
  report: ({ studyId, version }) =>
    say(`Report of study ${studyId}: version ${version} is not what was signed.`),
})
say(
  `Checked ${reports.checked} reports: ${reports.problems === 0 ? 'all as signed' : `${reports.problems} changed`}.`,
)
await closeDb()
if (!isInUse) await database.stop()
process.exitCode = problems + reports.problems === 0 ? 0 : 1
