import { parentPort } from 'node:worker_threads'
import { AppError, type ErrorCode } from '@/lib/errors'
import type { PoolReply } from '@/lib/pixels/worker-pool'
import { inspectFile } from './decode/decode-page'
import { developFilm, labelPicture, pageView, previewFilm } from './develop'
import type { FilmTask, FilmTaskAnswers } from './film-tasks'

export type FilmWorkerAnswer =
  { done: FilmTaskAnswers[keyof FilmTaskAnswers] } | { code: ErrorCode; message: string }

parentPort?.on('message', (task: FilmTask) => void answer(task))

async function answer(task: FilmTask): Promise<void> {
  try {
    const done = await work(task)
    const transfer = buffersOf(done)
    const reply: PoolReply = { answer: { done } satisfies FilmWorkerAnswer }
    parentPort?.postMessage(reply, transfer)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const reply: PoolReply = {
      answer: { code: error.code, message: error.message } satisfies FilmWorkerAnswer,
      // A decoder that stumbled over a damaged file shall not read the next one.
      retire: error.cause !== undefined,
    }
    parentPort?.postMessage(reply)
  }
}

function work(task: FilmTask): Promise<FilmTaskAnswers[keyof FilmTaskAnswers]> {
  switch (task.task) {
    case 'inspect':
      return inspectFile(task.bytes)
    case 'page':
      return pageView(task)
    case 'preview':
      return previewFilm(task)
    case 'label':
      return labelPicture(task)
    case 'develop':
      return developFilm(task)
  }
}

function buffersOf(done: FilmTaskAnswers[keyof FilmTaskAnswers]): ArrayBuffer[] {
  if ('jpeg' in done) return [done.jpeg.buffer]
  if ('pixels' in done) return [done.pixels.buffer]
  return 'grey' in done ? [done.grey.buffer] : []
}
