import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { storedDigests } from '@/lib/db/import/stored-digests'
import { isDatabaseUnavailable } from '@/lib/db/is-unavailable'
import type { DicomObject } from '@/lib/dicom/media/file-identity'
import { fullStream } from '@/lib/dicom/media/full-stream'
import { identifyFile } from '@/lib/dicom/media/identify-file'
import { isSkipped, type ByteSource, type MediaFile, type SkippedFile } from '@/lib/dicom/media/media-file'
import type { FileVerdict } from '@/lib/dicom/media/verdict'
import { walkMedia } from '@/lib/dicom/media/walk-media'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { storeInstance } from '../store-instance'

export interface ImportOptions {
  /** Say what would become of each file, and store nothing. */
  dryRun: boolean
  /** Hears of each file once, in the order in which they are done. */
  onVerdict: (verdict: FileVerdict) => void | Promise<void>
}

export interface ImportOutcome {
  /** Images that a DICOMDIR on the media promises and that were not found on them. */
  missing: number
}

const atOnce = 4
const attempts = 6

/**
 * Imports media through the one door, a few files at a time and none of them whole in memory. What the archive holds
 * byte for byte is not stored again, so an import that was cut off goes on when it is begun again.
 */
export async function importMedia(
  sources: AsyncIterable<ByteSource | SkippedFile>,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const seen = new Set<string>()
  const promised = new Set<string>()
  const one = async (entry: MediaFile | SkippedFile): Promise<void> => {
    const verdict = await judge(entry, { options, seen, promised })
    await options.onVerdict({ label: entry.label, size: 'size' in entry ? entry.size : 0, ...verdict })
  }
  const running = new Set<Promise<void>>()
  for await (const entry of entriesOf(sources)) {
    const work = one(entry).finally(() => running.delete(work))
    running.add(work)
    // Its failure is met when it is waited for, not before.
    work.catch(() => undefined)
    if (running.size >= atOnce) await Promise.race(running)
  }
  await Promise.all(running)
  return { missing: [...promised].filter((uid) => !seen.has(uid)).length }
}

async function* entriesOf(
  sources: AsyncIterable<ByteSource | SkippedFile>,
): AsyncGenerator<MediaFile | SkippedFile> {
  for await (const source of sources) {
    if ('skipped' in source) yield source
    else yield* walkMedia(source)
  }
}

interface Context {
  options: ImportOptions
  seen: Set<string>
  promised: Set<string>
}
type Judged = Pick<FileVerdict, 'verdict' | 'words'>

async function judge(entry: MediaFile | SkippedFile, { options, seen, promised }: Context): Promise<Judged> {
  if (isSkipped(entry)) return { verdict: 'skipped', words: entry.skipped }
  try {
    const identity = await identifyFile(entry)
    if (identity.kind === 'skipped') return { verdict: 'skipped', words: identity.reason }
    if (identity.kind === 'dicomdir') {
      for (const uid of identity.references) promised.add(uid)
      return { verdict: 'skipped', words: 'DICOMDIR, the directory of the medium.' }
    }
    if (identity.SOPInstanceUID !== '') seen.add(identity.SOPInstanceUID)
    if (await isStored(entry, identity)) return { verdict: 'duplicate', words: '' }
    if (options.dryRun) return { verdict: 'stored', words: 'Would be stored.' }
    return await store(entry, identity)
  } catch (error) {
    if (error instanceof AppError) return refusal(error)
    // Not this file's fault, nor that of the next: begun again, the import goes on here.
    if (isDatabaseUnavailable(error)) throw error
    return { verdict: 'refused', words: 'The file could not be read from the medium. Copy it again.' }
  }
}

async function isStored(file: MediaFile, { SOPInstanceUID, missingHeader }: DicomObject): Promise<boolean> {
  const there =
    SOPInstanceUID === '' ? undefined : (await storedDigests([SOPInstanceUID])).get(SOPInstanceUID)
  if (there === undefined) return false
  const hash = createHash('sha256')
  for await (const part of fullStream(file, missingHeader)) hash.update(part)
  return hash.digest('hex') === there
}

async function store(file: MediaFile, { missingHeader }: DicomObject): Promise<Judged> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const staged = await (await storage()).stage(fullStream(file, missingHeader))
      const { status, warnings } = await storeInstance({ staged, origin: 'import:command' })
      return { verdict: status, words: warnings.join(' ') }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable' || attempt >= attempts) throw error
      await pause(250 * 2 ** attempt)
    }
  }
}

function refusal(error: AppError): Judged {
  return { verdict: error.detail.quarantined === true ? 'quarantined' : 'refused', words: error.message }
}
