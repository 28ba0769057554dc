import { flushAnnouncements } from '@/lib/archive/announce-arrival'
import { peerHandlers } from '@/lib/archive/peer-handlers'
import { startSweeping } from '@/lib/archive/start-sweeping'
import { readConfig } from '@/lib/config'
import { closeDb } from '@/lib/db/client'
import { tagOf } from '@/lib/dicom/dictionary'
import { startGateway } from '@/lib/dimse/start-gateway'
import { log } from '@/lib/log'
import { storage } from '@/lib/storage/storage'

/** The gateway process: receives images from DICOM peers. */
const config = readConfig()
await storage()
// Built at the first use, and the first image should not wait for it.
tagOf('SOPInstanceUID')
const stopSweeping = startSweeping()
const gateway = await startGateway({
  host: config.dicomHost,
  port: config.dicomPort,
  handlers: peerHandlers(config.aeTitle),
})
log.info({ host: config.dicomHost, port: gateway.port, aeTitle: config.aeTitle }, 'gateway is listening')

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  stopSweeping()
  await gateway.stop()
  await flushAnnouncements()
  await closeDb()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
