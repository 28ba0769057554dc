import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { Association } from './association'
import { capacity } from './capacity'
import type { GatewayHandlers } from './handlers'
import { defaultLimits, type DimseLimits } from './limits'
import { tlsProfile } from './tls-profile'

export interface GatewayOptions {
  host: string
  /** 0: any free one */
  port: number
  handlers: GatewayHandlers
  limits?: Partial<DimseLimits>
  tls?: GatewayTls
}

/** DICOM TLS (PS3.15 B.12). */
export interface GatewayTls extends Pick<TlsOptions, 'key' | 'cert' | 'ca'> {
  /** Whether a peer must show a certificate, and `ca` vouch for it. */
  requestCert: boolean
  /** False: any certificate is let in, and whoever decides about the association looks at its fingerprint. */
  rejectUnauthorized: boolean
}

export interface Gateway {
  port: number
  /** Takes no new associations, lets messages in flight finish, then ends. */
  stop(): Promise<void>
}

/** Listens for DICOM peers (docs/decisions/0002-dimse-listener.md), with TLS or without. */
export async function startGateway({
  host,
  port,
  handlers,
  limits: given,
  tls,
}: GatewayOptions): Promise<Gateway> {
  const limits = { ...defaultLimits, ...given }
  const associations = new Set<Association>()
  const places = capacity({ inAll: limits.associations, perKey: limits.associationsPerPeer })
  const retrievals = capacity({ inAll: limits.retrievals, perKey: limits.retrievals })
  const connections = capacity({ inAll: limits.connections, perKey: limits.connectionsPerAddress })

  function accept(socket: Socket): void {
    const association = new Association({ socket, handlers, limits, associations: places, retrievals })
    associations.add(association)
    void association.ended.finally(() => associations.delete(association))
  }
  /** Before TLS is spoken: who knocks too often costs nothing more. */
  function admit(socket: Socket): boolean {
    const address = socket.remoteAddress ?? ''
    if (!connections.enter(address)) {
      socket.destroy()
      return false
    }
    socket.once('close', () => connections.leave(address))
    return true
  }
  const server = tls ? secureServer({ tls, limits, admit, accept }) : plainServer({ admit, accept })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()

  return {
    port: address && typeof address === 'object' ? address.port : port,
    stop: async () => {
      server.close()
      for (const association of associations) association.stop()
      const overdue = setTimeout(() => {
        for (const association of associations) association.destroy()
      }, limits.stopMs)
      await Promise.all([...associations].map(({ ended }) => ended))
      clearTimeout(overdue)
    },
  }
}

interface Listening {
  admit(socket: Socket): boolean
  accept(socket: Socket): void
}

// Without TCP_NODELAY each response waits for the peer's delayed ACK: 45 times slower (measured).
const sockets = { noDelay: true, allowHalfOpen: true, keepAlive: true }

function plainServer({ admit, accept }: Listening): Server {
  return createServer(sockets, (socket) => {
    if (admit(socket)) accept(socket)
  })
}

function secureServer({
  tls,
  limits,
  admit,
  accept,
}: Listening & { tls: GatewayTls; limits: DimseLimits }): Server {
  const options = { ...sockets, ...tlsProfile, ...tls, handshakeTimeout: limits.artimMs }
  const server = createTlsServer(options, accept)
  server.on('connection', admit)
  // A handshake that fails ends the connection by itself.
  server.on('tlsClientError', () => undefined)
  return server
}
