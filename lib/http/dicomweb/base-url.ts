import type { FastifyRequest } from 'fastify'

export { resourceUrl } from '@/lib/dicom/resource-url'

/** Where this service is, as the client sees it: the configured public address, else the one the client used. */
export function dicomwebUrl(request: FastifyRequest): string {
  const configured = process.env.WETREAD_PUBLIC_URL
  const origin = configured ? configured.replace(/\/+$/, '') : `${request.protocol}://${hostOf(request)}`
  return `${origin}/dicom-web`
}

/** dicomweb-client leaves the port out of Host; where the host is our own socket's address, the port is known. */
function hostOf({ host, socket }: FastifyRequest): string {
  return host === socket.localAddress && socket.localPort !== 80 ? `${host}:${socket.localPort}` : host
}
