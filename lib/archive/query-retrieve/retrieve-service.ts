import { audit } from '@/lib/access/audit'
import { findPeer } from '@/lib/db/access/peers'
import { instancesToSend } from '@/lib/db/archive/instances-to-send'
import type { GetHandler, MoveHandler, Retrieval, RetrieveRequest } from '@/lib/dimse/handlers'
import { unknownDestination } from '@/lib/dimse/status'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { storage } from '@/lib/storage/storage'
import { toLocatedInstance, type LocatedInstance } from '../located-instance'
import { outgoingObject } from '../outgoing-object'
import type { AssociatedPeer, PeerService } from '../peer-handlers'
import { peerAddress } from '../peer-address'
import { modelNames, models, type Model } from './models'
import { retrieveKeys } from './retrieve-keys'

/** So many objects go in one retrieval; a C-MOVE of a patient with more is asked for by study. */
const mostObjects = 100_000

/** C-MOVE and C-GET of the patient root and the study root (PS3.4 C.4.2, C.4.3). */
export function retrieveService(ourAETitle: string): PeerService {
  return {
    right: 'retrieve',
    of: (peer) => ({
      get: Object.fromEntries(modelNames.map((model) => [models[model].get, getOf(model, peer)])),
      move: Object.fromEntries(
        modelNames.map((model) => [models[model].move, moveOf(model, { peer, ourAETitle })]),
      ),
    }),
  }
}

function getOf(model: Model, peer: AssociatedPeer): GetHandler {
  return async (request) => retrieval(await instancesOf(request, model), { peer, receiver: peer.aeTitle })
}

/** Only to peers of the list: somebody who may retrieve cannot send images to an address of his own (S36, S47). */
function moveOf(
  model: Model,
  { peer, ourAETitle }: { peer: AssociatedPeer; ourAETitle: string },
): MoveHandler {
  return async (request) => {
    const { MoveDestination } = request
    const receiver = await findPeer(MoveDestination)
    if (!receiver || receiver.host === '' || receiver.port === null) {
      throw new AppError('not-found', `No destination ${MoveDestination}: give it host and port`, {
        detail: { Status: unknownDestination },
      })
    }
    const instances = await instancesOf(request, model)
    return {
      ...(await retrieval(instances, { peer, receiver: MoveDestination })),
      destination: await peerAddress(receiver, ourAETitle),
    }
  }
}

async function instancesOf({ identifier }: RetrieveRequest, model: Model): Promise<LocatedInstance[]> {
  const rows = await instancesToSend(retrieveKeys(identifier, model), mostObjects + 1)
  if (rows.length > mostObjects) {
    throw new AppError('too-large', `More than ${mostObjects} objects: retrieve by study`)
  }
  const store = await storage()
  return rows.map((row) => toLocatedInstance(store, row))
}

/** Each study that leaves is audited before the first of its objects has gone; what did not arrive, at the end. */
async function retrieval(
  instances: readonly LocatedInstance[],
  { peer, receiver }: { peer: AssociatedPeer; receiver: string },
): Promise<Retrieval> {
  const perStudy = new Map<string, number>()
  for (const { studyId } of instances) perStudy.set(studyId, (perStudy.get(studyId) ?? 0) + 1)
  for (const [studyId, objects] of perStudy) {
    const detail = { receiver, objects }
    await audit({ actor: peer, action: 'image:read', outcome: 'success', studyId, detail })
  }
  return {
    objects: instances.map(outgoingObject),
    done: async ({ completed, warning, failed, remaining }) => {
      if (failed + remaining === 0) return
      const detail = { receiver, sent: completed + warning, failed, cancelled: remaining }
      await audit({ actor: peer, action: 'image:read', outcome: 'failure', detail }).catch((error: unknown) =>
        log.error({ err: error }, 'audit event of a retrieval could not be written'),
      )
    },
  }
}
