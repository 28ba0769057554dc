import { expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { whyItFailed } from './why-it-failed'

it('gives up at once on what no further try can mend, and on the rest after the last try', () => {
  const damaged = new AppError('not-acceptable', 'x')
  const slow = new AppError('not-acceptable', 'x', { detail: { tooLong: true } })
  const away = new AppError('unavailable', 'x')
  expect(whyItFailed(damaged, { lastTry: false })).toBe('the image cannot be decoded')
  expect([slow, away, new Error('x')].map((error) => whyItFailed(error, { lastTry: false }))).toEqual([
    null,
    null,
    null,
  ])
  expect(whyItFailed(slow, { lastTry: true })).toBe('decoding the image takes too long')
  expect(whyItFailed(new Error('x'), { lastTry: true })).toBe('the model run failed repeatedly')
})
