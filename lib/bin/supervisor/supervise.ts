import path from 'node:path'
import { ensureFirstAdministrator } from '@/lib/access/first-administrator'
import { readConfig, type Config } from '@/lib/config'
import { closeDb } from '@/lib/db/client'
import { loadMasterKey } from '@/lib/storage/master-key'
import { authSecret } from './auth-secret'
import { CannotStart } from './cannot-start'
import { childLogs, startChildren, type Children } from './children'
import { openDatabase, type Database } from './database'
import { openDataDir } from './data-dir'
import { askForDemo } from './ask-for-demo'
import { endWithNpm } from './end-with-npm'
import { greeting } from './greeting'
import { refuseSecondInstance, removeInstance, writeInstance } from './instance-file'
import { keepLogsSmall } from './keep-logs-small'
import { claimPort } from './ports'
import { readSettings } from './settings'
import { waitUntilReady } from './wait-until-ready'

const say = (line: string) => console.log(`  ${line}`)

export interface SuperviseOptions {
  demo: boolean
  dev: boolean
  /** Whether `.env` is read. */
  envFile: boolean
}

/** Starts everything and stays until it is told to stop; then stops everything in the reverse order. */
export async function supervise({ demo, dev, envFile }: SuperviseOptions): Promise<void> {
  console.log('Starting Wetread …')
  const settings = readSettings({ envFile })
  await openDataDir(settings.dataDir)
  await refuseSecondInstance(settings.dataDir)
  await choosePorts(settings)

  let database: Promise<Database> | undefined
  let children: Children | undefined
  let ended: Promise<void> | undefined
  const stop = () =>
    (ended ??= (async () => {
      await children?.stop()
      await closeDb()
      const opened = await database?.catch(() => null)
      await opened?.stop()
      await removeInstance(settings.dataDir)
    })())
  const onSignal = () => {
    if (!ended) say('Stopping …')
    void stop().then(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  endWithNpm(onSignal)
  // Started by a test run: end with it, even when it is killed.
  if (process.channel) {
    process.channel.unref()
    process.once('disconnect', onSignal)
  }

  try {
    await checkMasterKey(settings)
    database = openDatabase(settings, say)
    const config = await shareEnvironment(settings, (await database).url, dev)
    if (ended) return
    keepLogsSmall([...childLogs(config.dataDir), path.join(config.dataDir, 'postgres', 'log')])
    const note = () => {
      try {
        writeInstance(config, children?.pids() ?? [])
      } catch (error) {
        // A full disk must not keep a process from starting again; only a second start knows less.
        say(`The list of processes could not be written: ${error instanceof Error ? error.message : ''}`)
      }
    }
    children = startChildren({ dataDir: config.dataDir, env: process.env, say, onPidsChange: note })
    note()
    await waitUntilReady(config, path.join(config.dataDir, 'logs'))
    // Only now: a password that is shown once must reach the screen.
    const administrator = await ensureFirstAdministrator()
    const samples = demo ? await askForDemo() : { accounts: [], note: '' }
    await closeDb()
    console.log(greeting({ config, administrator, ...samples }))
  } catch (error) {
    const interrupted = ended !== undefined
    await stop()
    if (!interrupted) throw error
  }
}

/** Ports are claimed before anything is started, so that a refusal leaves nothing behind. */
async function choosePorts({ host, port, dicomHost, dicomPort }: Config): Promise<void> {
  const web = await claimPort({ use: 'web pages', host, port, setting: 'WETREAD_PORT' })
  const dicom = await claimPort({
    use: 'DICOM',
    host: dicomHost,
    port: dicomPort,
    setting: 'WETREAD_DICOM_PORT',
  })
  process.env.WETREAD_PORT = String(web)
  process.env.WETREAD_DICOM_PORT = String(dicom)
}

async function checkMasterKey({ dataDir, masterKey }: Config): Promise<void> {
  try {
    await loadMasterKey(dataDir, masterKey)
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : String(error))
  }
}

/** What every process of ours reads from its environment. */
async function shareEnvironment({ dataDir }: Config, databaseUrl: string, dev: boolean): Promise<Config> {
  process.env.DATABASE_URL = databaseUrl
  process.env.WETREAD_DATA = dataDir
  process.env.NEXTAUTH_SECRET ??= await authSecret(dataDir)
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production' })
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  if (dev) process.env.WETREAD_DEV = '1'
  const config = readConfig()
  process.env.NEXTAUTH_URL = config.publicUrl
  return config
}
