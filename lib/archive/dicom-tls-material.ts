import { readFile } from 'node:fs/promises'
import type { DicomTlsConfig } from '@/lib/config'
import { AppError } from '@/lib/errors'

export interface DicomTlsMaterial {
  key: Buffer
  cert: Buffer
  /** Who vouches for peers; without it only pinned certificates do. */
  ca?: Buffer
}

/**
 * Our key and certificate for DICOM TLS, and the authority that vouches for peers; null where none are set.
 * @throws AppError invalid when a file cannot be read
 */
export async function dicomTlsMaterial(dicomTls: DicomTlsConfig | null): Promise<DicomTlsMaterial | null> {
  if (!dicomTls) return null
  const { keyFile, certFile, caFile } = dicomTls
  const [key, cert, ca] = await Promise.all([keyFile, certFile, caFile].map(read))
  if (!key || !cert) return null
  return { key, cert, ...(ca && { ca }) }
}

async function read(file: string | undefined): Promise<Buffer | undefined> {
  if (file === undefined) return undefined
  try {
    return await readFile(file)
  } catch (cause) {
    throw new AppError('invalid', `The file ${file} of the DICOM TLS settings cannot be read.`, { cause })
  }
}
