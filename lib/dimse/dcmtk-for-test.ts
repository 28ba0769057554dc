import { spawnSync } from 'node:child_process'
import path from 'node:path'

/**
 * Tests only: where dcmtk's program of this name is; null where dcmtk is not installed. Told by what it says of itself,
 * since pynetdicom brings programs of the same names.
 */
export function dcmtkProgram(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const files = [...folders, '/usr/bin', '/usr/local/bin'].map((folder) => path.join(folder, name))
  return files.find((file) => isDcmtk(file)) ?? null
}

function isDcmtk(file: string): boolean {
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' })
  return stdout?.startsWith('$dcmtk') ?? false
}
