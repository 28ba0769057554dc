import type { AssociatedPeer, PeerService } from '@/lib/archive/peer-handlers'
import type { CreateRequest, SetRequest } from '@/lib/dimse/handlers'
import { beginPerformed } from './begin-performed'
import { changePerformed } from './change-performed'

export const ModalityPerformedProcedureStep = '1.2.840.10008.3.1.2.3.3'

/** Modality Performed Procedure Step (PS3.4 F.7): N-CREATE begins, N-SET goes on and ends. */
export function performedService(): PeerService {
  return {
    right: 'mpps',
    of: (peer: AssociatedPeer) => ({
      create: {
        [ModalityPerformedProcedureStep]: ({ SOPInstanceUID, attributes }: CreateRequest) =>
          beginPerformed({ SOPInstanceUID, attributes, peer }),
      },
      set: {
        [ModalityPerformedProcedureStep]: ({ SOPInstanceUID, modifications }: SetRequest) =>
          changePerformed({ SOPInstanceUID, modifications, peer }),
      },
    }),
  }
}
