import type { OutgoingObject } from '../outgoing-object'
import { prepareObject } from '../prepare-object'
import { storeObject } from '../store-object'
import { runSubOperations, type SubOperationCounts, type SubOperations } from '../sub-operations'
import { dial, type DialOptions } from './dial'
import { storageContexts } from './storage-contexts'

export interface SendObjects extends Partial<Pick<SubOperations, 'signal' | 'onProgress' | 'onFailure'>> {
  peer: Omit<DialOptions, 'contexts'>
  objects: readonly OutgoingObject[]
}

/**
 * C-STORE of many objects over one association. An object that the peer refuses, or that cannot be brought into a form
 * it takes, is counted and the next one goes on.
 * @throws AppError as `dial`
 */
export async function sendObjects(sending: SendObjects): Promise<SubOperationCounts> {
  const { peer, objects, signal = new AbortController().signal, onProgress, onFailure } = sending
  const association = await dial({ ...peer, contexts: storageContexts(objects) })
  try {
    return await runSubOperations({
      objects,
      signal,
      prepare: (object) => prepareObject(object, association.contexts),
      store: (object, prepared) => storeObject(association, object, prepared),
      onProgress: onProgress ?? (() => undefined),
      ...(onFailure && { onFailure }),
    })
  } finally {
    await association.release()
  }
}
