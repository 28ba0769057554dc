import { promisify } from 'node:util'
import { inflateRaw, inflateRawSync } from 'node:zlib'
import { AppError } from '@/lib/errors'
import { limits } from './limits'

const inflateRawAsync = promisify(inflateRaw)

/**
 * Header + inflated data set of a Deflated Explicit VR Little Endian file (PS3.5 A.5). Bounded by `limits`, so that a
 * deflate bomb costs no more memory than an honest file of its size.
 */
export async function inflatePart10(bytes: Uint8Array, metaLength: number): Promise<Uint8Array> {
  const deflated = bytes.subarray(metaLength)
  try {
    return Buffer.concat([bytes.subarray(0, metaLength), await inflateRawAsync(deflated, bound(deflated))])
  } catch (cause) {
    throw notInflatable(cause)
  }
}

/** The same at once, for small files and tests. */
export function inflatePart10Sync(bytes: Uint8Array, metaLength: number): Uint8Array {
  const deflated = bytes.subarray(metaLength)
  try {
    return Buffer.concat([bytes.subarray(0, metaLength), inflateRawSync(deflated, bound(deflated))])
  } catch (cause) {
    throw notInflatable(cause)
  }
}

function bound(deflated: Uint8Array): { maxOutputLength: number } {
  const byRatio = Math.max(limits.inflateFreeBytes, deflated.length * limits.inflateRatio)
  return { maxOutputLength: Math.min(byRatio, limits.inflatedBytes) }
}

function notInflatable(cause: unknown): AppError {
  const isTooLarge = (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
  return new AppError(
    'unprocessable',
    isTooLarge
      ? 'The deflated data set grows beyond what is safe to open.'
      : 'The deflated data set cannot be inflated: the file is damaged. Send it again.',
    { cause },
  )
}
