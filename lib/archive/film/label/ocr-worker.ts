import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import type { PoolReply } from '@/lib/pixels/worker-pool'
import type { LabelPicture } from '../film-tasks'
import { cutOut, markerCandidates } from './marker-candidates'
import { wordsOfTsv, type OcrWord } from './ocr-words'

/** The part of Tesseract's C++ interface that is used here. */
interface Tesseract {
  FS: { writeFile(name: string, bytes: Uint8Array): void }
  TessBaseAPI: new () => {
    Init(path: null, language: string): number
    SetPageSegMode(mode: number): void
    SetImageFile(orientation: number, angle: number): number
    Recognize(monitor: null): number
    GetTSVText(page: number): string
  }
}

export type OcrAnswer = { words: OcrWord[] } | { installed: false }

/** Text wherever it stands, in no order: labels, markers, stamps. */
const sparseText = 11
const singleCharacter = 10

parentPort?.on('message', (picture: LabelPicture) => void answer(picture))

async function answer(picture: LabelPicture): Promise<void> {
  const tesseract = await load()
  const reply: PoolReply = {
    answer: (tesseract ? { words: read(tesseract, picture) } : { installed: false }) satisfies OcrAnswer,
    // WebAssembly memory never shrinks, and nothing of a patient's label shall stay behind.
    retire: true,
  }
  parentPort?.postMessage(reply)
}

/** All words, and each lone bright letter once more by itself: in the reading of text those are often passed over. */
function read(tesseract: Tesseract, picture: LabelPicture): OcrWord[] {
  const api = new tesseract.TessBaseAPI()
  if (api.Init(null, 'eng') !== 0) throw new Error('Tesseract could not read its language data')
  const words = (mode: number, { width, height, grey }: LabelPicture): OcrWord[] => {
    api.SetPageSegMode(mode)
    tesseract.FS.writeFile('/input', Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey]))
    if (api.SetImageFile(1, 0) !== 0) throw new Error('Tesseract did not take the picture')
    api.Recognize(null)
    return wordsOfTsv(api.GetTSVText(0))
  }
  const markers = markerCandidates(picture).flatMap((box, n) =>
    words(singleCharacter, cutOut(picture, box))
      .filter(({ text }) => /^[RL]$/.test(text))
      .map(({ text, confidence }) => ({ text, confidence, ...box, line: `marker ${n}` })),
  )
  return [...words(sparseText, picture), ...markers]
}

/** Tesseract as WebAssembly, with English data (also digits), both out of node_modules: nothing is fetched. */
async function load(): Promise<Tesseract | null> {
  const require = createRequire(import.meta.url)
  let data: Uint8Array
  let create: (options: object) => Promise<Tesseract>
  try {
    data = gunzipSync(
      readFileSync(require.resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz')),
    )
    create = require('tesseract.js-core/tesseract-core-simd-lstm.js') as typeof create
  } catch {
    return null
  }
  const silent = (): void => undefined
  const tesseract = await create({ print: silent, printErr: silent })
  tesseract.FS.writeFile('eng.traineddata', data)
  return tesseract
}
