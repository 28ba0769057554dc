import { createHash } from 'node:crypto'
import { open, unlink } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/errors'
import type { BlobPlace, SealedFile } from './blob-place'

const pieceLength = 1024 * 1024

/**
 * Moves a blob from one place to another, sealed as it is: copied, read back from where it went and compared, and only
 * then removed from where it was. A crash at any moment leaves it in at least one of the two.
 * @returns false when it was not in `from`
 * @throws AppError internal when what arrived is not what was sent; nothing was removed then
 */
export async function moveBlob({
  blobName,
  from,
  to,
  spool,
}: {
  blobName: string
  from: BlobPlace
  to: BlobPlace
  /** Folder for the copy on its way. */
  spool: string
}): Promise<boolean> {
  const source = await from.open(blobName)
  if (!source) return false
  const copy = path.join(spool, `${blobName}.moving`)
  let sent: string
  try {
    sent = await copyTo(source, copy)
  } finally {
    await source.close()
  }
  try {
    if (!(await to.has(blobName))) await to.keep(blobName, copy)
    const arrived = await to.open(blobName)
    const received = arrived ? await digestOf(arrived).finally(() => arrived.close()) : ''
    if (received !== sent) {
      throw new AppError(
        'internal',
        'A blob did not arrive whole where it was moved to. It stays where it was.',
      )
    }
  } finally {
    await unlink(copy).catch(() => undefined)
  }
  await from.remove(blobName)
  return true
}

async function copyTo(source: SealedFile, file: string): Promise<string> {
  const hash = createHash('sha256')
  const handle = await open(file, 'w', 0o600)
  try {
    for (let position = 0; position < source.size; position += pieceLength) {
      const bytes = await source.read(position, Math.min(pieceLength, source.size - position))
      hash.update(bytes)
      await handle.writeFile(bytes)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return hash.digest('hex')
}

async function digestOf(file: SealedFile): Promise<string> {
  const hash = createHash('sha256')
  for (let position = 0; position < file.size; position += pieceLength) {
    hash.update(await file.read(position, Math.min(pieceLength, file.size - position)))
  }
  return hash.digest('hex')
}
