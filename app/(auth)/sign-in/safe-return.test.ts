import { describe, expect, it } from 'vitest'
import { safeReturn } from './safe-return'

describe('the way back after signing in', () => {
  it('keeps a path of this site with its query', () => {
    expect(safeReturn('/worklist?view=mine')).toBe('/worklist?view=mine')
  })

  it.each([
    'https://evil.example/x',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/sign-in',
    'http://[',
  ])('does not follow %s', (wanted) => {
    expect(safeReturn(wanted)).toBe('/')
  })

  it('starts at home when nothing or a list was asked for', () => {
    expect(safeReturn(undefined)).toBe('/')
    expect(safeReturn(['/a', '/b'])).toBe('/')
  })
})
