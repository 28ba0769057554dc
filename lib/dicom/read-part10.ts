import { AppError } from '@/lib/errors'
import { inflatePart10 } from './inflate'
import { limits } from './limits'
import { parseDataSet, parsePart10, type Part10 } from './parse-part10'
import { readFileMeta } from './read-file-meta'
import { transferSyntax } from './transfer-syntax'

/** Gives bytes of a file; may give fewer at its end. */
export type ReadRange = (offset: number, length: number) => Promise<Uint8Array>

/** What a blob that is being stored has in memory (lib/storage/blob-write): enough for most headers. */
const firstRead = 128 * 1024

/**
 * Opens a file of any size by its header alone: reads more only as far as the pixel data begins. A deflated file is
 * inflated off the main thread, within the limits.
 * @throws AppError('unprocessable')
 */
export async function readPart10(read: ReadRange, totalLength: number): Promise<Part10> {
  for (let length = firstRead; ; length *= 4) {
    const bytes = await read(0, Math.min(length, totalLength))
    const whole = bytes.length >= totalLength
    try {
      if (!whole) return parsePart10({ bytes, totalLength })
      const meta = readFileMeta(bytes, totalLength)
      if (!transferSyntax(meta.TransferSyntaxUID).deflated) return parseDataSet({ bytes, totalLength, meta })
      const inflated = await inflatePart10(bytes, meta.metaLength)
      return parseDataSet({ bytes: inflated, totalLength: inflated.length, meta })
    } catch (error) {
      if (whole || !(error instanceof AppError) || error.detail.needMore !== true) throw error
      if (error.detail.needAll === true) {
        if (totalLength > limits.inflatedBytes) {
          throw new AppError('unprocessable', 'The deflated file is larger than what is safe to open.')
        }
        length = totalLength
      } else if (length >= limits.headerBytes) {
        throw new AppError('unprocessable', 'The attributes before the pixel data are larger than 64 MB.')
      }
    }
  }
}
