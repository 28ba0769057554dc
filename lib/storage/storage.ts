import { readConfig } from '@/lib/config'
import { openStorage, type Storage } from './open-storage'

const globals = globalThis as typeof globalThis & {
  wetreadStorage?: { dataDir: string; opened: Promise<Storage> }
}

/**
 * The object store of this process, opened at the first call; Next's bundles share the one on globalThis. A failed
 * opening (disk away) is tried again by the next call. Another WETREAD_DATA, as in tests, opens another store.
 */
export function storage(): Promise<Storage> {
  const { dataDir, masterKey, maxInstanceBytes } = readConfig()
  if (globals.wetreadStorage?.dataDir === dataDir) return globals.wetreadStorage.opened
  const opened = openStorage({ dataDir, masterKey, maxInstanceBytes })
  globals.wetreadStorage = { dataDir, opened }
  opened.catch(() => {
    if (globals.wetreadStorage?.opened === opened) delete globals.wetreadStorage
  })
  return opened
}
