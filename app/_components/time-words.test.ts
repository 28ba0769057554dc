import { describe, expect, it } from 'vitest'
import { ageWords, dueWords, span } from './time-words'

const now = Date.parse('2026-11-24T09:00:00Z')
const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString()

describe('how a deadline stands', () => {
  it.each([
    [-0.5, 'overdue', '<1 min over'],
    [-8, 'overdue', '8 min over'],
    [-95, 'overdue', '1 h 35 over'],
    [0, 'soon', 'in <1 min'],
    [15, 'soon', 'in 15 min'],
    [15.5, 'later', 'in 15 min'],
    [600, 'later', 'in 10 h'],
    [60 * 50, 'later', 'in 2 d 2 h'],
  ])('%d minutes: %s, %s', (minutes, kind, words) => {
    expect(dueWords(at(minutes), now)).toEqual({ kind, words })
  })

  it('never counts an age below nothing, when clocks differ', () => {
    expect(ageWords(at(3), now)).toBe('<1 min')
  })

  it('drops hours after a week', () => {
    expect(span(9 * 86_400_000 + 5 * 3_600_000)).toBe('9 d')
  })
})
