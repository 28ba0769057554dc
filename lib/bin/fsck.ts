import { checkStorage } from '@/lib/archive/check-storage'
import { sweep } from '@/lib/archive/sweep'
import { closeDb } from '@/lib/db/client'

/**
 * `npm run fsck`: removes the remains of interrupted transfers and checks that every indexed object has its bytes;
 * `--deep` also decrypts and hashes each. Ends with 1 when an object is missing or damaged.
 */
const deep = process.argv.includes('--deep')
const say = (line: string) => process.stdout.write(`${line}\n`)

const words = {
  missing: 'its bytes are missing: restore them from a backup, or send the image again',
  damaged: 'its bytes are damaged: restore them from a backup',
  'other-bytes': 'its bytes are not those that were received: restore them from a backup',
}

const swept = await sweep()
say(
  `Removed ${swept.spoolFiles} unfinished transfers; set ${swept.setAside} blobs aside that belong to no image.`,
)
const { checked, problems } = await checkStorage({
  deep,
  report: ({ SOPInstanceUID, blobName, problem }) =>
    say(`Image ${SOPInstanceUID} (blob ${blobName}): ${words[problem]}.`),
})
say(
  `Checked ${checked} images${deep ? ' byte by byte' : ''}: ${problems === 0 ? 'all sound' : `${problems} not sound`}.`,
)
await closeDb()
process.exitCode = problems === 0 ? 0 : 1
