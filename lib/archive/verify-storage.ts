import { createHash } from 'node:crypto'
import { audit } from '@/lib/access/audit'
import { holdings } from '@/lib/db/archive/holdings'
import { indexedBlobsAfter, knownBlobs } from '@/lib/db/archive/known-blobs'
import {
  endStorageCheck,
  latestStorageChecks,
  openStorageCheck,
  saveStorageCheck,
  startStorageCheck,
} from '@/lib/db/archive/storage-checks'
import { noteStorageProblem, resolveStorageProblems } from '@/lib/db/archive/storage-problems'
import { transaction } from '@/lib/db/client'
import { log } from '@/lib/log'
import { examineInstance, type StorageFault } from './examine-instance'

export interface VerifyOptions {
  /** Each stored object is read back once in so many days; 0: never by itself. */
  everyDays: number
  /** How long this call may work; the pass goes on with the next one. */
  budgetMs: number
  /** How often calls come: what one has to read follows from it. */
  callEveryMs: number
  /** A person asked for it: begin a pass now, and read as fast as the disk gives. */
  atOnce?: boolean
  now?: () => Date
}

const dayMs = 86_400_000
const batch = 50
/** The smallest archive is read in minutes. */
const leastBytesPerSecond = 1_000_000

export interface Verified {
  examined: number
  problems: number
  isOver: boolean
}

/**
 * Reads the archive back, object by object, and compares each with the digest taken at its arrival: what bit rot, a
 * failing disk or a careless hand has done is found while a backup still has the original. A pass walks the instances
 * in the order of their arrival, remembers where it is, and spreads itself over `everyDays`. Its proof is a SHA-256
 * over the digests it found, in order.
 * @returns what this call examined, and whether the pass has more to do
 */
export async function verifyStorage(options: VerifyOptions): Promise<Verified> {
  const now = options.now ?? (() => new Date())
  const done: Verified = { examined: 0, problems: 0, isOver: false }
  const pass = await currentPass(options, now())
  if (!pass) return { ...done, isOver: true }
  const until = now().getTime() + options.budgetMs
  const share = options.atOnce ? Infinity : await shareOf(options)
  let readNow = 0
  let { cursor, examined, bytes, problems, proof } = pass
  while (now().getTime() < until && readNow < share) {
    const rows = await indexedBlobsAfter(cursor, batch)
    const faults = new Map<string, StorageFault>()
    let read = 0
    for (const row of rows) {
      const fault = await faultOf(row)
      if (fault === 'deleted') continue
      if (fault) faults.set(row.SOPInstanceUID, fault)
      proof = chain(proof, fault ?? Buffer.from(row.sha256).toString('hex'))
      read += Number(row.byteLength)
    }
    cursor = rows.at(-1)?.id ?? cursor
    examined += BigInt(rows.length)
    readNow += read
    bytes += BigInt(read)
    problems += faults.size
    const sound = rows.map((row) => row.SOPInstanceUID).filter((uid) => !faults.has(uid))
    await transaction(async (tx) => {
      await saveStorageCheck(tx, pass.id, { cursor, examined, bytes, problems, proof })
      for (const [SOPInstanceUID, problem] of faults) {
        if (await noteStorageProblem(tx, { SOPInstanceUID, problem, at: now() })) {
          log.error({ SOPInstanceUID, problem }, 'a stored object is not sound: restore it from a backup')
        }
      }
      if (sound.length > 0) await resolveStorageProblems(tx, sound, now())
    })
    done.examined += rows.length
    done.problems += faults.size
    if (rows.length < batch) {
      await endPass(pass.id, { examined, problems, proof }, now())
      return { ...done, isOver: true }
    }
  }
  return done
}

async function currentPass({ everyDays, atOnce = false }: VerifyOptions, now: Date) {
  const open = await openStorageCheck()
  if (open) return open
  if (atOnce) return startStorageCheck(now)
  if (everyDays <= 0) return null
  const [last] = await latestStorageChecks(1)
  const isDue = !last || now.getTime() - last.startedAt.getTime() >= everyDays * dayMs
  return isDue ? startStorageCheck(now) : null
}

/** Twice as fast as need be, so that nights off and a growing archive do not make it late. */
async function shareOf({ everyDays, callEveryMs }: VerifyOptions): Promise<number> {
  const { bytes } = await holdings()
  const bytesPerSecond = Math.max(leastBytesPerSecond, (2 * bytes) / (Math.max(1, everyDays) * 86_400))
  return (bytesPerSecond * callEveryMs) / 1000
}

type Row = Awaited<ReturnType<typeof indexedBlobsAfter>>[number]

/** An object that was deleted since it was listed has lost its blob rightly. */
async function faultOf(row: Row): Promise<StorageFault | 'deleted' | null> {
  const fault = await examineInstance(row)
  if (fault === null) return null
  return (await knownBlobs([row.blobName])).has(row.blobName) ? fault : 'deleted'
}

async function endPass(
  id: string,
  { examined, problems, proof }: { examined: bigint; problems: number; proof: string },
  at: Date,
): Promise<void> {
  await transaction(async (tx) => {
    if (!(await endStorageCheck(tx, id, at))) return
    await audit(
      {
        actor: { kind: 'system', name: 'verify-storage', address: '' },
        action: 'storage:verify',
        outcome: problems === 0 ? 'success' : 'failure',
        detail: { storageCheckId: id, examined: Number(examined), problems, proof },
      },
      tx,
    )
  })
}

function chain(proof: string, digest: string): string {
  return createHash('sha256').update(`${proof}\n${digest}`).digest('hex')
}
