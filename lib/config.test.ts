import { expect, it } from 'vitest'
import { readConfig } from './config'

const DATABASE_URL = 'postgresql://db'

it('has a default for everything but the database', () => {
  expect(readConfig({ DATABASE_URL })).toMatchObject({ idleMinutes: 60, trustedProxies: [] })
})
it('reads addresses of proxies, with or without spaces', () => {
  const { trustedProxies } = readConfig({ DATABASE_URL, WETREAD_TRUSTED_PROXIES: '10.0.0.1, ::1,' })
  expect(trustedProxies).toEqual(['10.0.0.1', '::1'])
})
it.each([
  ['WETREAD_IDLE_MINUTES', 'an hour'],
  ['WETREAD_IDLE_MINUTES', '0'],
  ['WETREAD_TRUSTED_PROXIES', '10.0.0.1, proxy.example.org'],
])('names the setting that is wrong: %s=%s', (name, value) => {
  expect(() => readConfig({ DATABASE_URL, [name]: value })).toThrow(`Setting ${name} is not usable`)
})
