import { expect, it } from 'vitest'
import { readConfig } from './config'

const env = { NODE_ENV: 'test', DATABASE_URL: 'postgresql://db' } as const

it('has a default for everything but the database', () => {
  expect(readConfig(env)).toMatchObject({ idleMinutes: 60, trustedProxies: [] })
})
it('reads addresses of proxies, with or without spaces', () => {
  const { trustedProxies } = readConfig({ ...env, WETREAD_TRUSTED_PROXIES: '10.0.0.1, ::1,' })
  expect(trustedProxies).toEqual(['10.0.0.1', '::1'])
})
it.each([
  ['WETREAD_IDLE_MINUTES', 'an hour'],
  ['WETREAD_IDLE_MINUTES', '0'],
  ['WETREAD_TRUSTED_PROXIES', '10.0.0.1, proxy.example.org'],
])('names the setting that is wrong: %s=%s', (name, value) => {
  expect(() => readConfig({ ...env, [name]: value })).toThrow(`Setting ${name} is not usable`)
})
