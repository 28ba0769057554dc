import { extentFile } from './extent-file'
import { isIso, walkIso } from './walk-iso'
import { isZip, walkZip } from './walk-zip'
import { mediaLimits, type MediaLimits } from './media-limits'
import type { ByteSource, MediaEntry } from './media-file'

/**
 * The files on what a person brought: a ZIP and an image of a CD are opened, anything else is a file itself. What lies
 * inside is not opened again, so that nesting ends at one.
 */
export async function* walkMedia(
  source: ByteSource,
  limits: MediaLimits = mediaLimits,
): AsyncGenerator<MediaEntry> {
  const head = await source.read(0, 132)
  // A preamble may look like anything, a ZIP among others (PS3.10 7.1): the mark decides.
  if (!hasDicomMark(head)) {
    if (isZip(head)) return yield* walkZip(source, limits)
    if (await isIso(source)) return yield* walkIso(source, limits)
  }
  yield extentFile(source, source.label, [{ offset: 0, length: source.size }])
}

function hasDicomMark(head: Uint8Array): boolean {
  return head.length >= 132 && String.fromCharCode(...head.subarray(128, 132)) === 'DICM'
}
