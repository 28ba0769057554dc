import type { FileVerdict } from '@/lib/dicom/media/verdict'
import type { FromWorker, Progress, ToWorker } from './import-messages'
import { emptyMedium, missingOf, readPicked } from './read-medium'
import { sendMedium } from './send-medium'

// Holds the picked files and does all reading and sending, so that the page only shows.

const everyMs = 200
const medium = emptyMedium()
const cancelled = new AbortController()
const progress: Progress = { files: 0, doneFiles: 0, bytes: 0, doneBytes: 0, sending: [] }
let verdicts: FileVerdict[] = []
let skipped = 0
let reading = Promise.resolve()
let phase: 'reading' | 'sending' | 'ended' = 'reading'
let pause: { over: Promise<void>; end: () => void } | null = null

const tell = (message: FromWorker) => postMessage(message)

function flush(): void {
  if (verdicts.length > 0) tell({ type: 'verdicts', verdicts })
  verdicts = []
  if (phase === 'reading') tell({ type: 'reading', files: medium.files, images: medium.objects.length })
  if (phase === 'sending') tell({ type: 'progress', progress })
}

function skip(verdict: FileVerdict): void {
  skipped += 1
  verdicts.push(verdict)
}

function hold(): void {
  if (pause) return
  let end = () => {}
  const over = new Promise<void>((resolve) => {
    end = resolve
  })
  pause = { over, end }
}

function goOn(): void {
  pause?.end()
  pause = null
}

async function send(studies: Set<string>): Promise<void> {
  const chosen = medium.objects.filter(({ StudyInstanceUID }) => studies.has(StudyInstanceUID))
  for (const { StudyInstanceUID, file } of medium.objects) {
    if (studies.has(StudyInstanceUID)) continue
    skip({ label: file.label, size: file.size, verdict: 'skipped', words: 'Not chosen.' })
  }
  progress.files = chosen.length
  progress.bytes = chosen.reduce((sum, { file }) => sum + file.size, 0)
  phase = 'sending'
  try {
    await sendMedium(chosen, {
      signal: cancelled.signal,
      whenRunning: () => pause?.over ?? Promise.resolve(),
      hold: (words) => {
        hold()
        tell({ type: 'held', words })
      },
      onVerdict: (verdict) => verdicts.push(verdict),
      onResumed: () => tell({ type: 'resumed' }),
      progress,
      skipped,
    })
    end('done')
  } catch (error) {
    if (!cancelled.signal.aborted) throw error
    end('cancelled')
  }
}

function end(state: 'done' | 'cancelled' | 'failed'): void {
  flush()
  phase = 'ended'
  clearInterval(timer)
  tell({ type: 'end', state })
}

const timer = setInterval(flush, everyMs)

// Whatever went wrong in a promise must not leave the page waiting for ever.
addEventListener('unhandledrejection', () => end('failed'))

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'read':
      for (const picked of data.files) reading = reading.then(() => readPicked(picked, medium, skip))
      break
    case 'read-end':
      void reading.then(() => {
        flush()
        tell({ type: 'found', studies: [...medium.studies.values()], missing: missingOf(medium) })
      })
      break
    case 'send':
      void send(new Set(data.studies))
      break
    case 'pause':
      hold()
      break
    case 'go-on':
      goOn()
      break
    case 'cancel':
      cancelled.abort()
      goOn()
      break
  }
})
