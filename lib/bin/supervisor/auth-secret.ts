import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'

/** The secret that signs session cookies: `<data>/keys/auth.secret`, made at the first start, mode 0600. */
export async function authSecret(dataDir: string): Promise<string> {
  const folder = path.join(dataDir, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'auth.secret')
  const existing = await readFile(file, 'utf8').catch(() => '')
  // A file that a crash left empty is written again: at worst everybody signs in once more.
  if (existing.trim()) return existing.trim()
  const secret = randomBytes(32).toString('base64url')
  const made = await open(file, 'w', 0o600)
  try {
    await made.writeFile(`${secret}\n`)
    await made.sync()
  } finally {
    await made.close()
  }
  return secret
}
