import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { fullStream } from '@/lib/dicom/media/full-stream'
import { askServer } from './ask-server'
import type { FoundObject } from './read-medium'

/** The server compares at most 500 at a time (lib/archive/import/import-answers). */
export const compareAtOnce = 200

/**
 * Which of these the archive has already, byte for byte. Only files whose UID it knows are hashed: most need not be
 * read twice.
 */
export async function storedAlready(
  importId: string,
  objects: FoundObject[],
  signal: AbortSignal,
): Promise<Set<FoundObject>> {
  const named = objects.filter(({ SOPInstanceUID }) => SOPInstanceUID !== '')
  const compare = async (files: object[]): Promise<unknown[]> => {
    if (files.length === 0) return []
    const path = `/api/imports/${importId}/compare`
    const { answers } = await askServer({ method: 'POST', path, body: { files }, signal })
    return Array.isArray(answers) ? answers : []
  }
  const first = await compare(named.map(({ SOPInstanceUID }) => ({ SOPInstanceUID })))
  const known = named.filter((_object, at) => first[at] === 'known')
  const hashed: { object: FoundObject; sha256: string }[] = []
  for (const object of known) {
    signal.throwIfAborted()
    const digest = await digestOf(object)
    if (digest !== null) hashed.push({ object, sha256: digest })
  }
  const second = await compare(
    hashed.map(({ object, sha256: digest }) => ({ SOPInstanceUID: object.SOPInstanceUID, sha256: digest })),
  )
  return new Set(hashed.filter((_one, at) => second[at] === 'identical').map(({ object }) => object))
}

/** Part by part: the browser's own digest wants the whole file in memory, and TLS. null: not readable. */
async function digestOf({ file, missingHeader }: FoundObject): Promise<string | null> {
  const hash = sha256.create()
  try {
    for await (const part of fullStream(file, missingHeader)) hash.update(part)
  } catch {
    return null
  }
  return bytesToHex(hash.digest())
}
