import type { MediaFile } from './media-file'

/** The bytes of a DICOM file as Part 10: with the header before them that it lacks. */
export async function* fullStream(
  file: MediaFile,
  missingHeader: Uint8Array | null,
): AsyncGenerator<Uint8Array> {
  if (missingHeader) yield missingHeader
  const reader = file.stream().getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
