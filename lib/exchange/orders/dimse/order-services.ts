import type { PeerService } from '@/lib/archive/peer-handlers'
import type { Config } from '@/lib/config'
import { commitmentService } from './commitment-service'
import { performedService } from './performed-service'
import { worklistService } from './worklist-service'

/** What scanners ask of us beside sending: what is to be done, what they do, and whether it is kept. */
export function orderServices(
  ourAETitle: string,
  { worklistOwnStation }: Pick<Config, 'worklistOwnStation'>,
): PeerService[] {
  return [
    worklistService({ ownStationOnly: worklistOwnStation }),
    performedService(),
    commitmentService(ourAETitle),
  ]
}
