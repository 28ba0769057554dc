import type { FastifyRequest } from 'fastify'

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

export interface InstancePath {
  StudyInstanceUID: string
  SeriesInstanceUID?: string
  SOPInstanceUID?: string
}

/** The address of a study, a series or an instance (PS3.18 10.2). */
export function resourceUrl(base: string, path: InstancePath): string {
  const series = path.SeriesInstanceUID ? `/series/${path.SeriesInstanceUID}` : ''
  const instance = path.SOPInstanceUID ? `/instances/${path.SOPInstanceUID}` : ''
  return `${base}/studies/${path.StudyInstanceUID}${series}${instance}`
}
