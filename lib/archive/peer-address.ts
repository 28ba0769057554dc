import { readConfig } from '@/lib/config'
import type { PeerRow } from '@/lib/db/access/peers'
import type { DialOptions } from '@/lib/dimse/scu/dial'
import { AppError } from '@/lib/errors'
import { dicomTlsMaterial } from './dicom-tls-material'

/**
 * How a peer of the list is dialled, with our certificate and its pinned one where it wants TLS.
 * @throws AppError unprocessable when it has no host and port
 */
export async function peerAddress(
  { aeTitle, host, port, tls, fingerprint }: PeerRow,
  ourAETitle: string,
): Promise<Omit<DialOptions, 'contexts'>> {
  if (host === '' || port === null) {
    throw new AppError('unprocessable', `${aeTitle} has no host and port. Give them under DICOM peers.`)
  }
  const plain = { host, port, calledAETitle: aeTitle, callingAETitle: ourAETitle }
  if (!tls) return plain
  const material = (await dicomTlsMaterial(readConfig().dicomTls)) ?? {}
  return { ...plain, tls: { ...material, ...(fingerprint !== '' && { fingerprint }) } }
}
