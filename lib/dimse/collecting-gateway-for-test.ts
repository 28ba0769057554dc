import { AppError } from '@/lib/errors'
import { startGateway, type Gateway, type GatewayOptions } from './start-gateway'

export interface CollectingGateway extends Gateway {
  /** Data sets by SOP Instance UID. */
  objects: Map<string, { TransferSyntaxUID: string; dataSet: Buffer }>
  /** SOP Instance UIDs that are answered with a failure. */
  refuse: Set<string>
}

/** Tests only: a peer that keeps in memory what is sent to it. */
export async function collectingGateway(options: Partial<GatewayOptions> = {}): Promise<CollectingGateway> {
  const objects: CollectingGateway['objects'] = new Map()
  const refuse = new Set<string>()
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    ...options,
    handlers: {
      refused: () => undefined,
      decide: () =>
        Promise.resolve({
          accept: true,
          session: {
            closed: () => Promise.resolve(),
            receive: ({ SOPInstanceUID, TransferSyntaxUID }) => {
              if (refuse.has(SOPInstanceUID)) return Promise.reject(new AppError('unavailable', 'Full'))
              const parts: Buffer[] = []
              return Promise.resolve({
                write: (part) => Promise.resolve(void parts.push(Buffer.from(part))),
                abort: () => Promise.resolve(),
                finish: () => {
                  objects.set(SOPInstanceUID, { TransferSyntaxUID, dataSet: Buffer.concat(parts) })
                  return Promise.resolve(null)
                },
              })
            },
          },
        }),
    },
  })
  return { ...gateway, objects, refuse }
}
