import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { damaged, tagLength, type MasterKey } from './blob-format'

const version = 1
const saltLength = 16
const start = 1 + 8 + saltLength
const zeroNonce = Buffer.alloc(12)

/** Encrypts a small pack for a database column. Each gets a key of its own, derived with a random salt. */
export function sealPack(master: MasterKey, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = Buffer.concat([Buffer.from([version]), master.id, randomBytes(saltLength)])
  const cipher = createCipheriv('aes-256-gcm', packKey(master, head), zeroNonce)
  cipher.setAAD(head)
  const sealed = cipher.update(bytes)
  cipher.final()
  return Uint8Array.from(Buffer.concat([head, sealed, cipher.getAuthTag()]))
}

/** @throws AppError internal when the pack is damaged or of another master key */
export function unsealPack(master: MasterKey, pack: Uint8Array): Uint8Array {
  const bytes = Buffer.from(pack.buffer, pack.byteOffset, pack.byteLength)
  if (bytes.length < start + tagLength || bytes[0] !== version) throw damaged('a pack is not one of ours')
  if (!bytes.subarray(1, 9).equals(master.id)) throw damaged('a pack is of another master key')
  const head = bytes.subarray(0, start)
  const decipher = createDecipheriv('aes-256-gcm', packKey(master, head), zeroNonce)
  decipher.setAAD(head)
  decipher.setAuthTag(bytes.subarray(bytes.length - tagLength))
  const plain = decipher.update(bytes.subarray(start, bytes.length - tagLength))
  try {
    decipher.final()
  } catch (cause) {
    throw damaged('a pack fails authentication', cause)
  }
  return plain
}

function packKey(master: MasterKey, head: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', master.key, head.subarray(9, start), 'wetread pack', 32))
}
