import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { clientAddress } from './client-address'

function ask(remoteAddress: string, forwarded: string, trusted: string[]): string {
  const request = { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }
  return clientAddress(request as unknown as IncomingMessage, trusted)
}

it('believes nobody about addresses until a proxy is named', () => {
  expect(ask('10.0.0.1', '192.0.2.7', [])).toBe('10.0.0.1')
  expect(ask('192.0.2.66', '192.0.2.7', ['10.0.0.1'])).toBe('192.0.2.66')
})
it('takes what the named proxy has added, not what the client wrote before it', () => {
  expect(ask('::ffff:10.0.0.1', '1.1.1.1, 192.0.2.7', ['10.0.0.1'])).toBe('192.0.2.7')
  expect(ask('10.0.0.1', '1.1.1.1, 192.0.2.7, 10.0.0.2', ['10.0.0.1', '10.0.0.2'])).toBe('192.0.2.7')
})
it('falls back to the proxy when it says nothing usable', () => {
  expect(ask('10.0.0.1', '', ['10.0.0.1'])).toBe('10.0.0.1')
  expect(ask('10.0.0.1', '192.0.2.7, unknown', ['10.0.0.1'])).toBe('10.0.0.1')
  expect(ask('10.0.0.1', '10.0.0.1', ['10.0.0.1'])).toBe('10.0.0.1')
})
