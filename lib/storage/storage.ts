import { readConfig, type Config } from '@/lib/config'
import { openPlaces } from './open-places'
import { openStorage, type Storage } from './open-storage'

const globals = globalThis as typeof globalThis & {
  wetreadStorage?: { dataDir: string; opened: Promise<Storage> }
}

/**
 * The object store of this process, opened at the first call; Next's bundles share the one on globalThis. A failed
 * opening (disk away) is tried again by the next call. Another WETREAD_DATA, as in tests, opens another store.
 */
export function storage(): Promise<Storage> {
  const config = readConfig()
  const { dataDir } = config
  if (globals.wetreadStorage?.dataDir === dataDir) return globals.wetreadStorage.opened
  const opened = open(config)
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
