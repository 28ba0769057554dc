import { expect, it } from 'vitest'
import { acceptsGzip } from './accepts-gzip'

it.each([
  ['gzip, deflate, br', true],
  ['br;q=1.0, gzip;q=0.5', true],
  ['X-GZIP', true],
  [undefined, false],
  ['', false],
  ['identity', false],
  ['gzip;q=0', false],
  ['br, gzip;q=0.000', false],
  ['gzipped', false],
])('Accept-Encoding %s: %s', (header, takes) => {
  expect(acceptsGzip(header)).toBe(takes)
})
