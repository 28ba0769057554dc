import sharp from 'sharp'
import { AppError } from '@/lib/errors'
import type { FilmSource } from '../film-answers'
import type { Raster } from '../raster/raster'
import { maxPagePixels, maxPages } from './limits'

const options = { limitInputPixels: maxPagePixels, failOn: 'error' } as const

/** Reads the header only: how large it is, how deep, how many pages. */
export async function inspectImage(
  bytes: Uint8Array,
  mediaType: FilmSource['mediaType'],
): Promise<FilmSource> {
  const first = await readable(sharp(bytes, options).metadata())
  const pages = mediaType === 'image/tiff' ? (first.pages ?? 1) : 1
  if (pages > maxPages) throw new AppError('too-large', `A file may have ${maxPages} pages at most.`)
  const sizes: FilmSource['sizes'] = []
  for (let page = 0; page < pages; page += 1) {
    const found = page === 0 ? first : await readable(sharp(bytes, { ...options, page }).metadata())
    const { width, height } = found.autoOrient
    if (width * height > maxPagePixels) throw tooManyPixels()
    sizes.push({ width, height })
  }
  if (first.depth !== 'uchar' && first.depth !== 'ushort') {
    throw new AppError(
      'unsupported-media',
      'Only pictures of 8 or 16 bits are taken. Save it as one of those.',
    )
  }
  return {
    mediaType,
    pages,
    sizes,
    bits: first.depth === 'ushort' ? 16 : 8,
    colour: first.channels >= 3,
  }
}

/** One page in full, upright by its EXIF orientation, in grey unless colour is asked for; colour in 8 bits. */
export async function decodeImage(
  bytes: Uint8Array,
  { page, bits, colour }: { page: number; bits: 8 | 16; colour: boolean },
): Promise<Raster> {
  const picture = sharp(bytes, { ...options, page: page - 1 })
    .autoOrient()
    .flatten({ background: '#000000' })
    .toColourspace(colour ? (bits === 16 ? 'rgb16' : 'srgb') : bits === 16 ? 'grey16' : 'b-w')
    .raw({ depth: bits === 16 ? 'ushort' : 'uchar' })
  const { data, info } = await readable(picture.toBuffer({ resolveWithObject: true }))
  const channels = colour ? 3 : 1
  if (info.channels !== channels) throw new AppError('unprocessable', 'Its colours could not be read.')
  // A copy that begins at an even address and shares nothing.
  const own = new Uint8Array(data)
  return {
    width: info.width,
    height: info.height,
    channels,
    data: bits === 16 ? new Uint16Array(own.buffer) : own,
  }
}

/** Whatever the decoder says of a damaged file, a technologist needs one sentence. */
async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (cause) {
    if (cause instanceof Error && /pixel limit/i.test(cause.message)) throw tooManyPixels(cause)
    throw new AppError('unprocessable', 'The picture is damaged or cut off. Take or scan it again.', {
      cause,
    })
  }
}

function tooManyPixels(cause?: unknown): AppError {
  return new AppError(
    'too-large',
    `The picture has more than ${maxPagePixels / 1e6} million pixels. Scan with fewer dots per inch.`,
    { cause },
  )
}
