import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { readConfig } from '@/lib/config'

/**
 * Where a request comes from. `X-Forwarded-For` is believed only from a proxy that the settings name, and of it only
 * what such proxies have added: from the right, the first hop that is none of them. Everything left of that is the
 * client's own claim (conformance S13).
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustedProxies: readonly string[] = readConfig().trustedProxies,
): string {
  let address = plain(socket.remoteAddress ?? '')
  const hops = String(headers['x-forwarded-for'] ?? '').split(',')
  while (trustedProxies.includes(address)) {
    const hop = plain(hops.pop()?.trim() ?? '')
    if (isIP(hop) === 0) return address
    address = hop
  }
  return address
}

/** IPv4 as IPv4, also where the socket listens on both (RFC 4291 2.5.5.2). */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
