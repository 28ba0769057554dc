import { number, type DicomJsonObject } from './attributes'

const usual = 15
const fastest = 60

/** Frames per second as the object asks for (PS3.3 C.7.6.5), or 15 where it asks for none. */
export function cineRate(attributes: DicomJsonObject | undefined): number {
  const frameTime = number(attributes, 'FrameTime')
  const asked =
    number(attributes, 'RecommendedDisplayFrameRate') ??
    number(attributes, 'CineRate') ??
    (frameTime && frameTime > 0 ? 1000 / frameTime : null)
  return asked && asked > 0 ? Math.min(asked, fastest) : usual
}
