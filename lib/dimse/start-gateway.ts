import { createServer } from 'node:net'
import { Association } from './association'
import { capacity } from './capacity'
import type { GatewayHandlers } from './handlers'
import { defaultLimits, type DimseLimits } from './limits'

export interface GatewayOptions {
  host: string
  /** 0: any free one */
  port: number
  handlers: GatewayHandlers
  limits?: Partial<DimseLimits>
}

export interface Gateway {
  port: number
  /** Takes no new associations, lets messages in flight finish, then ends. */
  stop(): Promise<void>
}

/** Listens for DICOM peers: C-ECHO and C-STORE as SCP (docs/decisions/0002-dimse-listener.md). */
export async function startGateway({
  host,
  port,
  handlers,
  limits: given,
}: GatewayOptions): Promise<Gateway> {
  const limits = { ...defaultLimits, ...given }
  const associations = new Set<Association>()
  const { enter, leave } = capacity({ inAll: limits.associations, perKey: limits.associationsPerPeer })
  const connections = capacity({ inAll: limits.connections, perKey: limits.connectionsPerAddress })

  // Without TCP_NODELAY each response waits for the peer's delayed ACK: 45 times slower (measured).
  const server = createServer({ noDelay: true, allowHalfOpen: true, keepAlive: true }, (socket) => {
    const address = socket.remoteAddress ?? ''
    if (!connections.enter(address)) {
      socket.destroy()
      return
    }
    socket.once('close', () => connections.leave(address))
    const association = new Association({ socket, handlers, limits, enter, leave })
    associations.add(association)
    void association.ended.finally(() => associations.delete(association))
  })
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
