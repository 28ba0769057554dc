import { createCipheriv, createDecipheriv, randomBytes, type CipherGCMTypes } from 'node:crypto'
import { AppError } from '@/lib/errors'

/**
 * A blob on disk: a header with its own data key, wrapped by the master key, then chunks of equal plaintext length,
 * each encrypted by AES-256-GCM on its own, so that any range can be read without the rest.
 *
 * What binds a chunk to its place is its additional data: blob name, index and whether it is the last one. A chunk that
 * was moved, swapped with that of another blob or cut off with everything after it fails its tag. The nonce is the
 * chunk index: a data key encrypts one blob once, so no nonce ever repeats under a key.
 */
const cipherName: CipherGCMTypes = 'aes-256-gcm'
const magic = Buffer.from('WTRB', 'latin1')
const version = 1
export const tagLength = 16
export const chunkLength = 128 * 1024
export const sealedChunkLength = chunkLength + tagLength
export const keyIdLength = 8
/** magic 4, version 1, reserved 3, key id 8, nonce 12, wrapped key 32, tag 16 */
export const headerLength = 76
const boundLength = 16

export interface MasterKey {
  key: Buffer
  /** Says which master key wrapped a data key, and nothing about it. */
  id: Buffer
}

export function isBlobName(name: string): boolean {
  return /^[0-9a-f]{32}$/.test(name)
}

/**
 * Random, but for the first byte, which names the folder and changes every second: what arrives together lies in one
 * folder, and one flush of that folder makes all their names durable.
 */
export function newBlobName(now: number = Date.now()): string {
  const bytes = randomBytes(16)
  bytes[0] = Math.floor(now / 1000) % 256
  return bytes.toString('hex')
}

/** First reserved byte of the header, bound by its tag: 1 where the plaintext is packed (packed-blob.ts). */
export function isPacked(header: Uint8Array): boolean {
  return header[5] === 1
}

/** The header of a new blob, and the data key inside it. Random nonces serve 2^32 wraps (NIST SP 800-38D 8.3). */
export function makeHeader(
  master: MasterKey,
  blobName: string,
  { packed = false }: { packed?: boolean } = {},
): { header: Buffer; dataKey: Buffer } {
  const dataKey = randomBytes(32)
  const nonce = randomBytes(12)
  const bound = Buffer.concat([magic, Buffer.from([version, packed ? 1 : 0, 0, 0]), master.id])
  const cipher = createCipheriv(cipherName, master.key, nonce)
  cipher.setAAD(Buffer.concat([bound, Buffer.from(blobName, 'hex')]))
  const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final()])
  return { header: Buffer.concat([bound, nonce, wrapped, cipher.getAuthTag()]), dataKey }
}

/** @throws AppError internal when the header is damaged or belongs to another blob or another master key */
export function openHeader(master: MasterKey, blobName: string, header: Uint8Array): Buffer {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.byteLength)
  if (bytes.length < headerLength || !bytes.subarray(0, 4).equals(magic) || bytes[4] !== version) {
    throw damaged('its header is not one of ours')
  }
  if (!bytes.subarray(8, boundLength).equals(master.id))
    throw damaged('it was written under another master key')
  const decipher = createDecipheriv(cipherName, master.key, bytes.subarray(boundLength, boundLength + 12))
  decipher.setAAD(Buffer.concat([bytes.subarray(0, boundLength), Buffer.from(blobName, 'hex')]))
  decipher.setAuthTag(bytes.subarray(60, headerLength))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28, 60)), decipher.final()])
  } catch (cause) {
    throw damaged('its header fails authentication', cause)
  }
}

export interface ChunkPlace {
  blobName: string
  index: number
  isLast: boolean
}

/** @returns ciphertext and tag */
export function sealChunk(dataKey: Buffer, place: ChunkPlace, plain: Uint8Array): Buffer[] {
  const { nonce, bound } = placeBytes(place)
  const cipher = createCipheriv(cipherName, dataKey, nonce)
  cipher.setAAD(bound)
  const sealed = cipher.update(plain)
  cipher.final()
  return [sealed, cipher.getAuthTag()]
}

/** @throws AppError internal when one bit of the chunk, or its place, is not what was written */
export function openChunk(dataKey: Buffer, place: ChunkPlace, sealed: Uint8Array): Buffer {
  if (sealed.length < tagLength) throw damaged('a chunk is cut off')
  const { nonce, bound } = placeBytes(place)
  const decipher = createDecipheriv(cipherName, dataKey, nonce)
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
  const plain = decipher.update(sealed.subarray(0, sealed.length - tagLength))
  try {
    decipher.final()
  } catch (cause) {
    throw damaged('a chunk fails authentication', cause)
  }
  return plain
}

function placeBytes({ blobName, index, isLast }: ChunkPlace): { nonce: Buffer; bound: Buffer } {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(index, 6, 6)
  const bound = Buffer.alloc(25)
  bound.write(blobName, 0, 'hex')
  bound.writeUIntBE(index, 18, 6)
  bound[24] = isLast ? 1 : 0
  return { nonce, bound }
}

/** Plaintext length of a blob file of `fileLength` bytes. */
export function plainLength(fileLength: number): number {
  const body = fileLength - headerLength
  if (body < tagLength) throw damaged('it is cut off')
  return body - Math.ceil(body / sealedChunkLength) * tagLength
}

export function damaged(what: string, cause?: unknown): AppError {
  return new AppError('internal', `A stored object cannot be read: ${what}. Run npm run fsck.`, {
    cause,
    detail: { reason: 'blob-damaged' },
  })
}
