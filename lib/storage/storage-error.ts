import { AppError } from '@/lib/errors'

const full = new Set(['ENOSPC', 'EDQUOT'])
const away = new Set(['EIO', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ENOTDIR'])

/** A failed write in words for whoever runs the archive; the sender is told to come back. */
export function storageError(cause: unknown): unknown {
  if (cause instanceof AppError) return cause
  const code = errorCode(cause)
  if (full.has(code)) {
    return new AppError('unavailable', 'The archive disk is full. Free space, then send again.', { cause })
  }
  if (away.has(code)) {
    return new AppError('unavailable', 'The archive disk cannot be written at the moment.', { cause })
  }
  if (code === 'ENOENT') {
    return new AppError(
      'unavailable',
      'The transfer stood still for too long and was given up. Send it again.',
      { cause },
    )
  }
  return cause
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
