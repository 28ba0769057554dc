import { AppError, type ErrorCode } from '@/lib/errors'
import type { Command } from '../command-set'

const codes: Record<number, ErrorCode> = {
  0x0124: 'forbidden',
  0x0122: 'unsupported',
  0x0211: 'unsupported',
  0xa700: 'unavailable',
  0xa701: 'unavailable',
  0xa801: 'not-found',
  0xa900: 'invalid',
}

/** @throws AppError naming the status that a peer answered with, unless it is success */
export function requireSuccess({ Status = 0x0110, ErrorComment }: Command): void {
  if (Status === 0) return
  const status = Status.toString(16).toUpperCase().padStart(4, '0')
  const said = ErrorComment ? `: ${ErrorComment}` : ''
  throw new AppError(codes[Status] ?? 'unprocessable', `The peer answered ${status}${said}.`, {
    detail: { Status },
  })
}
