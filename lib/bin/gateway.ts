import { flushAnnouncements } from '@/lib/archive/announce-arrival'
import { peerHandlers } from '@/lib/archive/peer-handlers'
import { findService } from '@/lib/archive/query-retrieve/find-service'
import { retrieveService } from '@/lib/archive/query-retrieve/retrieve-service'
import { startSecureGateway } from '@/lib/archive/start-secure-gateway'
import { startSweeping } from '@/lib/archive/start-sweeping'
import { readConfig } from '@/lib/config'
import { closeDb } from '@/lib/db/client'
import { tagOf } from '@/lib/dicom/dictionary'
import { startGateway } from '@/lib/dimse/start-gateway'
import { orderServices } from '@/lib/exchange/orders/dimse/order-services'
import { log } from '@/lib/log'
import { storage } from '@/lib/storage/storage'

/** The gateway process: receives images from DICOM peers. */
const config = readConfig()
;(await storage()).warm()
// Built at the first use, and the first image should not wait for it.
tagOf('SOPInstanceUID')
const stopSweeping = startSweeping()
const ourAETitle = config.aeTitle
const handlers = peerHandlers({
  ourAETitle,
  services: [findService(ourAETitle), retrieveService(ourAETitle), ...orderServices(ourAETitle, config)],
})
const gateway = await startGateway({ host: config.dicomHost, port: config.dicomPort, handlers })
const secure = await startSecureGateway({ config, handlers })
log.info({ host: config.dicomHost, port: gateway.port, aeTitle: config.aeTitle }, 'gateway is listening')

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  stopSweeping()
  await Promise.all([gateway.stop(), secure?.stop()])
  await flushAnnouncements()
  await closeDb()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
