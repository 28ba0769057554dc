import { expect, it } from 'vitest'
import { verdictCsv } from './verdict-csv'

const line = (label: string) => verdictCsv({ label, size: 7, verdict: 'duplicate', words: '' })

it('quotes what CSV needs quoted', () => {
  expect(line('a, "b"\nc')).toBe('"a, ""b""\nc",7,Already there,\r\n')
})

it.each(['=cmd|x', '+1', '-1', '@SUM(A1)', ' =1', '\t=1'])('S33: %j is no formula', (label) => {
  expect(line(label)).toBe(`"'${label}",7,Already there,\r\n`)
})
