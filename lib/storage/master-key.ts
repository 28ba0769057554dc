import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/errors'
import { keyIdLength, type MasterKey } from './blob-format'
import { errorCode } from './storage-error'
import { syncFolder } from './sync-folder'

/**
 * The key that wraps all data keys: from the environment, else from `<dataDir>/keys/master.key`, which is made at the
 * first start. A key check value beside it (in `keys/check`) tells a wrong key before anything is read or written.
 * @throws AppError invalid in words for whoever starts Wetread
 */
export async function loadMasterKey(dataDir: string, fromEnvironment?: string): Promise<MasterKey> {
  const folder = path.join(dataDir, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const text = fromEnvironment ?? (await keyFile(folder))
  const key = decodeKey(text, fromEnvironment === undefined ? 'the key file' : 'WETREAD_MASTER_KEY')
  await checkKey(folder, key)
  return {
    key: derive(key, 'wetread wrap'),
    id: Buffer.from(derive(key, 'wetread key id').subarray(0, keyIdLength)),
  }
}

/** One key per purpose (RFC 5869), so that sealing and wrapping never share nonces under one key. */
export function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), purpose, 32))
}

async function keyFile(folder: string): Promise<string> {
  const file = path.join(folder, 'master.key')
  const existing = await readIfThere(file)
  if (existing !== null) return existing
  if ((await readIfThere(path.join(folder, 'check'))) !== null) {
    throw new AppError(
      'invalid',
      `The master key ${file} is missing, but this data folder was written with one. ` +
        'Put the key file back, or set WETREAD_MASTER_KEY.',
    )
  }
  await writeOnce(file, `${randomBytes(32).toString('base64')}\n`)
  return readFile(file, 'utf8')
}

function decodeKey(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32)
    throw new AppError('invalid', `The master key in ${where} must be 32 bytes in base64.`)
  return key
}

async function checkKey(folder: string, key: Buffer): Promise<void> {
  const file = path.join(folder, 'check')
  const value = createHmac('sha256', key).update('wetread key check').digest()
  if ((await readIfThere(file)) === null) await writeOnce(file, `${value.toString('base64')}\n`)
  const stored = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64')
  if (stored.length === value.length && timingSafeEqual(stored, value)) return
  throw new AppError(
    'invalid',
    'The master key is not the one this data folder was written with. Nothing was changed. ' +
      `Give the right key in WETREAD_MASTER_KEY or in ${path.join(folder, 'master.key')}.`,
  )
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** Whole or not at all, and the first process wins: `link` fails where the name exists. */
async function writeOnce(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}`
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(temporary, file)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  } finally {
    await unlink(temporary)
  }
  await syncFolder(path.dirname(file))
}
