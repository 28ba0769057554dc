import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { AppError } from '@/lib/errors'
import { tlsProfile } from '../tls-profile'
import type { DialOptions } from './dial'

/** A connection to a peer, with TLS where it is asked for. @throws AppError unavailable, forbidden */
export async function connectTo(
  { host, port, tls }: Pick<DialOptions, 'host' | 'port' | 'tls'>,
  connectMs: number,
): Promise<Socket> {
  if (!tls) return waitFor(connectPlain({ host, port }), { event: 'connect', connectMs })
  const { fingerprint, ...material } = tls
  // Peers are known by address and certificate; their certificates seldom carry the name they are called by.
  const socket = connectTls({
    host,
    port,
    ...tlsProfile,
    ...material,
    rejectUnauthorized: fingerprint === undefined,
    checkServerIdentity: () => undefined,
  })
  await waitFor(socket, { event: 'secureConnect', connectMs })
  if (fingerprint !== undefined && fingerprintOf(socket) !== fingerprint) {
    socket.destroy()
    throw new AppError('forbidden', 'The peer shows another certificate than the one that is pinned for it.')
  }
  return socket
}

/** SHA-256 of the certificate of the other side, hex in lower case; null without one. */
export function fingerprintOf(socket: TLSSocket): string | null {
  const { fingerprint256 } = socket.getPeerCertificate() as { fingerprint256?: string }
  return fingerprint256?.replaceAll(':', '').toLowerCase() ?? null
}

interface Wait {
  event: 'connect' | 'secureConnect'
  connectMs: number
}

function waitFor(socket: Socket, { event, connectMs }: Wait): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      socket.destroy()
      clearTimeout(overdue)
      reject(new AppError('unavailable', wordsOf(error), { cause: error }))
    }
    const overdue = setTimeout(() => fail(new Error('no answer')), connectMs)
    socket.once('error', fail)
    socket.once(event, () => {
      clearTimeout(overdue)
      socket.off('error', fail)
      resolve(socket)
    })
  })
}

function wordsOf({ code = '' }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'Nothing listens there. Check the port, and that the peer is running.'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'There is no machine of this name. Check the host.'
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return 'The network does not lead there. Check the host.'
  if (/^ERR_(SSL|TLS)|CERT|SELF_SIGNED|ISSUER|EPROTO|ECONNRESET/.test(code)) {
    return `No secure connection (${code}). Check the certificates of both sides, and that the peer expects TLS.`
  }
  return 'The peer does not answer. Check host, port and firewall.'
}
