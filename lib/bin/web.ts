import next from 'next'
import { flushAnnouncements } from '@/lib/archive/announce-arrival'
import { startSweeping } from '@/lib/archive/start-sweeping'
import { readConfig } from '@/lib/config'
import { closeDb } from '@/lib/db/client'
import { routes } from '@/lib/http/routes'
import { servePages } from '@/lib/http/serve-pages'
import { createServer } from '@/lib/http/server'
import { log } from '@/lib/log'
import { storage } from '@/lib/storage/storage'

/** The web process: Fastify for machines and bulk bytes, Next behind it for pages, on one port. */
const config = readConfig()
const dev = process.env.WETREAD_DEV === '1'
process.env.NEXTAUTH_URL ??= config.publicUrl

const pages = next({ dev, dir: process.cwd(), hostname: config.host, port: config.port, webpack: true })
await pages.prepare()

const app = createServer(routes)
servePages(app, pages.getRequestHandler())
if (dev) app.server.on('upgrade', pages.getUpgradeHandler())
await app.listen({ host: config.host, port: config.port })
const stopSweeping = startSweeping()
// The first upload should not wait for it; a disk that is away now is tried again then.
storage().then(
  (store) => store.warm(),
  (err: unknown) => log.warn({ err }, 'web: storage is away'),
)
log.info({ host: config.host, port: config.port }, 'web is listening')

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  stopSweeping()
  await app.close()
  await pages.close()
  await flushAnnouncements()
  await closeDb()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
