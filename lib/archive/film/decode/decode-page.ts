import type { FilmSource } from '../film-answers'
import type { Raster } from '../raster/raster'
import { decodeImage, inspectImage } from './decode-image'
import { decodePdf, inspectPdf } from './decode-pdf'
import { mediaTypeOf } from './media-type'

/** @throws AppError unsupported-media | unprocessable | too-large, in words for the person who handed the file in */
export async function inspectFile(bytes: Uint8Array): Promise<FilmSource> {
  const mediaType = mediaTypeOf(bytes)
  return mediaType === 'application/pdf' ? inspectPdf(bytes) : inspectImage(bytes, mediaType)
}

/** One page of a file at its full size; 16 bits of grey stay 16, colour has 8. */
export async function decodePage(
  bytes: Uint8Array,
  source: FilmSource,
  { page, colour }: { page: number; colour: boolean },
): Promise<Raster> {
  const inColour = colour && source.colour
  return source.mediaType === 'application/pdf'
    ? decodePdf(bytes, { page, colour: inColour })
    : decodeImage(bytes, { page, bits: inColour ? 8 : source.bits, colour: inColour })
}
