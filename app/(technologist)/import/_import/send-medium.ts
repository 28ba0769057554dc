import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { noVerdicts, type FileVerdict, type Verdict } from '@/lib/dicom/media/verdict'
import { ApiError } from '../../../_components/api-error'
import { askServer, passes } from './ask-server'
import { bodyOf } from './blob-source'
import type { Progress } from './import-messages'
import type { FoundObject } from './read-medium'
import { compareAtOnce, storedAlready } from './skip-stored'

const lanes = 5

export interface SendOptions {
  signal: AbortSignal
  /** Resolves at once, or when a pause is over. */
  whenRunning: () => Promise<void>
  /** Stops the lanes until a person goes on: the session has ended, or the server stays away. */
  hold: (words: string) => void
  onVerdict: (verdict: FileVerdict) => void
  onResumed: () => void
  progress: Progress
  /** Verdicts of the reading, which the batch counts too. */
  skipped: number
}

/** Sends what is chosen, a few files at a time; what the archive has is not sent. Ends when every file has its verdict. */
export async function sendMedium(chosen: FoundObject[], options: SendOptions): Promise<void> {
  const { signal, progress, onVerdict } = options
  const counts = { ...noVerdicts(), skipped: options.skipped }
  const { id, resumed } = await patiently(options, () =>
    askServer({ method: 'POST', path: '/api/imports', body: describe(chosen), signal }),
  )
  const importId = String(id)
  if (resumed === true) options.onResumed()
  const report = (state: 'open' | 'done' | 'cancelled', until: AbortSignal) =>
    askServer({ method: 'PUT', path: `/api/imports/${importId}`, body: { state, counts }, signal: until })
  const judged = (object: FoundObject, verdict: Verdict, words: string) => {
    counts[verdict] += 1
    progress.doneFiles += 1
    progress.doneBytes += object.file.size
    onVerdict({ label: object.file.label, size: object.file.size, verdict, words })
  }
  const next = takeInTurn(chosen, (some) => patiently(options, () => storedAlready(importId, some, signal)))
  let toldAt = Date.now()
  const lane = async (): Promise<void> => {
    for (let taken = await next(); taken; taken = await next()) {
      await options.whenRunning()
      signal.throwIfAborted()
      if (taken.isStored) judged(taken.object, 'duplicate', '')
      else await sendOne(taken.object, options, judged)
      if (Date.now() - toldAt < 5000) continue
      toldAt = Date.now()
      await report('open', signal).catch(() => undefined)
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
  } catch (error) {
    if (signal.aborted) await report('cancelled', AbortSignal.timeout(5000)).catch(() => undefined)
    throw error
  }
  await patiently(options, () => report('done', signal))
}

type Judged = (object: FoundObject, verdict: Verdict, words: string) => void

async function sendOne(object: FoundObject, options: SendOptions, judged: Judged): Promise<void> {
  const now = { label: object.file.label, part: 0 }
  options.progress.sending.push(now)
  try {
    const body = await bodyOf(object.source, object.file, object.missingHeader).catch(() => null)
    if (!body) return judged(object, 'refused', 'The file could not be read from the medium. Copy it again.')
    const onProgress = (part: number) => {
      now.part = part
    }
    const answer = await patiently(options, () =>
      askServer({ method: 'POST', path: '/api/upload', body, signal: options.signal, onProgress }),
    )
    const warnings = Array.isArray(answer.warnings) ? answer.warnings.map(String).join(' ') : ''
    judged(object, answer.status === 'duplicate' ? 'duplicate' : 'stored', warnings)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    judged(object, error.detail.quarantined === true ? 'quarantined' : 'refused', error.message)
  } finally {
    options.progress.sending = options.progress.sending.filter((one) => one !== now)
  }
}

/** What a person can mend (sign in again, plug the network in) holds the import; it is no verdict on a file. */
async function patiently<T>({ hold, whenRunning, signal }: SendOptions, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      const mendable = passes(error) || (error instanceof ApiError && error.code === 'unauthenticated')
      if (!mendable || !(error instanceof ApiError)) throw error
      hold(
        error.code === 'unauthenticated'
          ? 'Your session has ended. Sign in again in another tab, then go on here.'
          : `${error.message} Go on when it is back.`,
      )
      await whenRunning()
      signal.throwIfAborted()
    }
  }
}

/** The objects one after the other, compared with the archive a block at a time, however many lanes ask. */
function takeInTurn(
  objects: FoundObject[],
  compare: (some: FoundObject[]) => Promise<Set<FoundObject>>,
): () => Promise<{ object: FoundObject; isStored: boolean } | null> {
  let at = 0
  let block: Promise<{ from: number; stored: Set<FoundObject> }> | null = null
  return async () => {
    const mine = at
    at += 1
    const object = objects[mine]
    if (!object) return null
    const from = Math.floor(mine / compareAtOnce) * compareAtOnce
    if (mine === from || !block) {
      block = compare(objects.slice(from, from + compareAtOnce)).then((stored) => ({ from, stored }))
    }
    const { stored } = await block
    return { object, isStored: stored.has(object) }
  }
}

function describe(chosen: FoundObject[]): object {
  const uids = chosen.map(({ SOPInstanceUID, file }) => `${SOPInstanceUID} ${file.size}`).sort()
  const bytes = chosen.reduce((sum, { file }) => sum + file.size, 0)
  return { fingerprint: bytesToHex(sha256(utf8ToBytes(uids.join('\n')))), files: chosen.length, bytes }
}
