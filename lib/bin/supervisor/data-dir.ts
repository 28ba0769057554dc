import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { CannotStart } from './cannot-start'

/**
 * Makes the data folder and proves that it can be written to.
 * @throws CannotStart in one sentence that says what to do
 */
export async function openDataDir(dataDir: string): Promise<void> {
  const probe = path.join(dataDir, `.write-probe-${process.pid}`)
  try {
    // Others may walk through, not look in: the embedded PostgreSQL can be another user (see lib/db/embedded).
    await makeFolder(dataDir, 0o711)
    await makeFolder(path.join(dataDir, 'logs'), 0o700)
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
    throw new CannotStart(
      code === 'ENOSPC'
        ? `There is no room left on the disk of the data folder ${dataDir}.`
        : `Wetread cannot write to its data folder ${dataDir} (${code}): allow it, or choose another folder with WETREAD_DATA.`,
    )
  }
}

/** One level at a time: Node's own recursive mkdir never returns on file systems that answer ENOENT, as /proc does. */
async function makeFolder(folder: string, mode: number): Promise<void> {
  if (existsSync(folder)) return
  await makeFolder(path.dirname(folder), mode)
  await mkdir(folder, { mode })
}
