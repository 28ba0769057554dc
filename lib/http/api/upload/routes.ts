import type { Readable } from 'node:stream'
import { z } from 'zod'
import { actorName } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { storeInstance } from '@/lib/archive/store-instance'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { defineRoute, type Route } from '../../route'

/** One DICOM file from a browser: `POST /api/upload`, body application/dicom (or application/octet-stream). */
export const uploadRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    url: '/api/upload',
    action: 'image:store',
    rawBody: true,
    audit: 'none', // below, with the study, which is known only once the object has been read
    query: z.object({}),
    handle: async ({ actor, request }) => {
      const type = request.headers['content-type'] ?? ''
      if (!/^application\/(dicom|octet-stream)\b/i.test(type)) {
        throw new AppError('unsupported-media', 'Send one DICOM file as application/dicom.')
      }
      const store = await storage()
      const staged = await store.stage(request.body as Readable)
      const outcome = await storeInstance({
        staged,
        origin: `upload:${actorName(actor)}`,
        address: actor.address,
      })
      await audit({
        actor,
        action: 'image:store',
        outcome: 'success',
        studyId: outcome.studyId,
        detail: { status: outcome.status },
      })
      return outcome
    },
  }),
]
