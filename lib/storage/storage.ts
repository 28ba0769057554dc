import { readConfig, type Config } from '@/lib/config'
import { openPlaces } from './open-places'
import { openStorage, type Storage } from './open-storage'

const globals = globalThis as typeof globalThis & {
  wetreadStorage?: { dataDir: string | undefined; opened: Promise<Storage> }
}

/**
 * The object store of this process, opened at the first call; Next's bundles share the one on globalThis. A failed
 * opening (disk away) is tried again by the next call. Another WETREAD_DATA, as in tests, opens another store.
 */
export function storage(): Promise<Storage> {
  // Asked for several times an image: the settings are read only when another store is wanted.
  const dataDir = process.env.WETREAD_DATA
  if (globals.wetreadStorage && globals.wetreadStorage.dataDir === dataDir)
    return globals.wetreadStorage.opened
  const opened = open(readConfig())
  globals.wetreadStorage = { dataDir, opened }
  opened.catch(() => {
    if (globals.wetreadStorage?.opened === opened) delete globals.wetreadStorage
  })
  return opened
}

async function open(config: Config): Promise<Storage> {
  const { dataDir, masterKey, maxInstanceBytes } = config
  return openStorage({ dataDir, masterKey, maxInstanceBytes, ...(await openPlaces(config)) })
}
