import { describe, expect, it } from 'vitest'
import { AppError, type ErrorCode } from '@/lib/errors'
import { isPending, isWarning, statusOf } from './status'

const of = (code: ErrorCode, service: Parameters<typeof statusOf>[1], detail = {}) =>
  statusOf(new AppError(code, 'Why', { detail }), service).Status

describe('B126 statuses', () => {
  it('of C-STORE: out of space, does not match, cannot understand, SOP class, not authorised', () => {
    expect(of('unavailable', 'store')).toBe(0xa700)
    expect(of('too-large', 'store')).toBe(0xa700)
    expect(of('unprocessable', 'store', { reason: 'sop-mismatch' })).toBe(0xa900)
    expect(of('unprocessable', 'store')).toBe(0xc000)
    expect(of('unsupported', 'store')).toBe(0x0122)
    expect(of('forbidden', 'store')).toBe(0x0124)
  })

  it('of queries and N-services are those of their own tables', () => {
    expect(of('invalid', 'query')).toBe(0xa900)
    expect(of('invalid', 'normalized')).toBe(0x0106)
    expect(of('conflict', 'normalized')).toBe(0x0111)
    expect(of('unavailable', 'normalized')).toBe(0x0213)
  })

  it('a handler that knows better is believed, and a fault of ours says nothing of itself', () => {
    expect(of('conflict', 'normalized', { Status: 0x0110 })).toBe(0x0110)
    expect(statusOf(new Error('secret'), 'store')).toEqual({
      Status: 0x0110,
      ErrorComment: 'Fault of the archive',
    })
  })

  it('are told apart as pending, warning and failure (PS3.7 C)', () => {
    expect([0xff00, 0xff01, 0x0000, 0xb000].map(isPending)).toEqual([true, true, false, false])
    expect([0xb000, 0xb007, 0x0000, 0xa700].map(isWarning)).toEqual([true, true, false, false])
  })
})
