import type { Readable } from 'node:stream'
import { z } from 'zod'
import { actorName } from '@/lib/access/actor'
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
    query: z.object({}),
    handle: async ({ actor, request }) => {
      const type = request.headers['content-type'] ?? ''
      if (!/^application\/(dicom|octet-stream)\b/i.test(type)) {
        throw new AppError('unsupported-media', 'Send one DICOM file as application/dicom.')
      }
      const store = await storage()
      const staged = await store.stage(request.body as Readable)
      return storeInstance({ staged, origin: `upload:${actorName(actor)}`, address: actor.address })
    },
  }),
]
