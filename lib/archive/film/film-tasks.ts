import type { FilmChecks, FilmSource } from './film-answers'
import type { FilmSteps } from './film-steps'

/** What the film thread is asked for; `bytes` is the file as it was handed in. */
export type FilmTask = { bytes: Uint8Array<ArrayBuffer> } & (
  | { task: 'inspect' }
  | { task: 'page'; source: FilmSource; page: number; colour: boolean }
  | { task: 'preview'; source: FilmSource; steps: FilmSteps }
  | { task: 'label'; source: FilmSource; steps: FilmSteps }
  | { task: 'develop'; source: FilmSource; steps: FilmSteps }
)

export interface PageView {
  jpeg: Uint8Array<ArrayBuffer>
  /** Where the film's edges seem to be; null where none stands out. */
  corners: FilmSteps['corners'] | null
}

export interface FilmPreview {
  jpeg: Uint8Array<ArrayBuffer>
  checks: FilmChecks
  /** Millimetres of a pixel of the finished film; null until calibrated. */
  spacing: number | null
}

/** Grey samples of 8 bits for the reader of labels. */
export interface LabelPicture {
  width: number
  height: number
  grey: Uint8Array<ArrayBuffer>
}

export interface DevelopedFilm {
  width: number
  height: number
  channels: 1 | 3
  bits: 8 | 16
  /** Little endian, as Pixel Data takes it. */
  pixels: Uint8Array<ArrayBuffer>
  window: { center: number; width: number }
  spacing: number | null
}

export interface FilmTaskAnswers {
  inspect: FilmSource
  page: PageView
  preview: FilmPreview
  label: LabelPicture
  develop: DevelopedFilm
}
