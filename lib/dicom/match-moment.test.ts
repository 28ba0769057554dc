import { describe, expect, it } from 'vitest'
import { matchesMoment } from './match-moment'
import { compileMatch } from './matching'

const da = (text: string) => compileMatch({ name: 'date', vr: 'DA', text })
const tm = (text: string) => compileMatch({ name: 'time', vr: 'TM', text })
const at = (date: string, time: string) => ({ date, time })

describe('date and time keys of the modality worklist', () => {
  it('make one range together (PS3.4 table K.6-1)', () => {
    const within = (date: string, time: string) =>
      matchesMoment(at(date, time), da('20260705-20260707'), tm('1000-1800'))
    expect(within('20260705', '095959')).toBe(false)
    expect(within('20260705', '100000')).toBe(true)
    expect(within('20260706', '030000')).toBe(true)
    expect(within('20260707', '180059')).toBe(true)
    expect(within('20260707', '190000')).toBe(false)
  })
  it.each([
    ['20260705', '', '20260705', '000000', true],
    ['', '0930', '20260705', '093000', true],
    ['', '0930', '20260705', '093100', false],
    ['20260705', '10-11', '20260705', '115959', true],
    ['20260705-', '', '20270101', '000000', true],
    ['-20260705', '', '20260706', '000000', false],
    ['-20260705', '1000-1200', '20260705', '120000', true],
    ['-20260705', '1000-1200', '20260701', '235959', true],
    ['20260705-', '1000-', '20260705', '090000', false],
  ])('date %s and time %s: %s %s is %s', (dates, times, date, time, expected) => {
    expect(matchesMoment(at(date, time), da(dates), tm(times))).toBe(expected)
  })
})
