import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/**
 * SHA-256 over the names and contents of files and folders; a file that is not there counts as such.
 * @param {string} root
 * @param {string[]} entries relative to root
 * @param {(file: string) => boolean} [isLeftOut] for files that do not matter
 */
export function fingerprint(root, entries, isLeftOut = () => false) {
  const hash = createHash('sha256')
  for (const entry of entries) {
    for (const file of filesOf(root, entry)) {
      if (isLeftOut(file)) continue
      hash
        .update(`${file}\0`)
        .update(fs.readFileSync(path.join(root, file)))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} entry
 * @returns {string[]}
 */
function filesOf(root, entry) {
  const found = fs.statSync(path.join(root, entry), { throwIfNoEntry: false })
  if (!found) return []
  if (found.isFile()) return [entry]
  return fs
    .readdirSync(path.join(root, entry))
    .sort()
    .flatMap((name) => filesOf(root, path.join(entry, name)))
}
