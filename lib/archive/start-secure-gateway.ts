import type { Config } from '@/lib/config'
import type { GatewayHandlers } from '@/lib/dimse/handlers'
import { startGateway, type Gateway } from '@/lib/dimse/start-gateway'
import { log } from '@/lib/log'
import { dicomTlsMaterial } from './dicom-tls-material'

/**
 * The listener for DICOM TLS; null where no port is set for it. With a CA file a peer must show a certificate that it
 * vouches for; without one every certificate is let in, and the one that is pinned for the AE title must be shown.
 */
export async function startSecureGateway({
  config: { dicomHost, dicomTls, aeTitle },
  handlers,
}: {
  config: Pick<Config, 'dicomHost' | 'dicomTls' | 'aeTitle'>
  handlers: GatewayHandlers
}): Promise<Gateway | null> {
  const material = await dicomTlsMaterial(dicomTls)
  if (!material || !dicomTls || dicomTls.port === null) return null
  const gateway = await startGateway({
    host: dicomHost,
    port: dicomTls.port,
    handlers,
    tls: { ...material, requestCert: true, rejectUnauthorized: material.ca !== undefined },
  })
  log.info({ host: dicomHost, port: gateway.port, aeTitle }, 'secure gateway is listening')
  return gateway
}
