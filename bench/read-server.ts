/** The machine's side of the web process alone, without pages, for bench/reads.ts. */
import { closeDb } from '@/lib/db/client'
import { routes } from '@/lib/http/routes'
import { createServer } from '@/lib/http/server'

const app = createServer(routes)
await app.listen({ host: '127.0.0.1', port: Number(process.env.WETREAD_PORT) })
console.log('ready')
process.on('SIGTERM', () => {
  void app
    .close()
    .then(closeDb)
    .then(() => process.exit(0))
})
