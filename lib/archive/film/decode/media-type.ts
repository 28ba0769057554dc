import { AppError } from '@/lib/errors'
import type { FilmSource } from '../film-answers'

/**
 * What a file is, told by its first bytes; its name and what the sender calls it count for nothing.
 * @throws AppError unsupported-media
 */
export function mediaTypeOf(bytes: Uint8Array): FilmSource['mediaType'] {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  // Classic TIFF and BigTIFF, in either byte order.
  if (/^(II[*+]\0|MM\0[*+])/.test(head)) return 'image/tiff'
  if (head.includes('%PDF-')) return 'application/pdf'
  if (head.slice(4, 12) === 'ftypheic' || head.slice(4, 8) === 'ftyp') {
    throw new AppError(
      'unsupported-media',
      'This is a HEIC or video file. Set the camera to "Most compatible" (JPEG) and take it again.',
    )
  }
  if (head.slice(128, 132) === 'DICM') {
    throw new AppError('unsupported-media', 'This is a DICOM file already. Upload it on the page Arrivals.')
  }
  throw new AppError('unsupported-media', 'This is no JPEG, PNG, TIFF or PDF file.')
}
