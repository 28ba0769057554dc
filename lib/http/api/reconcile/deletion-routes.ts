import { z } from 'zod'
import { deleteInstances } from '@/lib/archive/delete'
import { releaseLegalHold, setLegalHold } from '@/lib/archive/reconcile/legal-hold'
import { rejectInstances } from '@/lib/archive/reconcile/reject-instances'
import { isRejectionCode } from '@/lib/archive/reconcile/rejection-codes'
import { isUid } from '@/lib/dicom/uid'
import { defineRoute, type Route } from '../../route'

const uid = z.string().refine(isUid, 'is not a UID')
const reason = z.string().max(2_000)
const study = z.object({ id: z.uuid() })

/** What a person deletes or rejects; what is held by law. */
export const deletionRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    url: '/api/reconcile/delete',
    action: 'study:delete',
    audit: 'none',
    body: z.object({
      StudyInstanceUID: uid,
      SeriesInstanceUID: uid.optional(),
      SOPInstanceUID: uid.optional(),
      /** With a code it is a rejection, and other systems are told by a note. */
      rejection: z.string().refine(isRejectionCode, 'is not a code of a rejection').optional(),
      reason,
    }),
    handle: async ({ actor, body: { reason: why, rejection, ...uids } }) => {
      const level = uids.SOPInstanceUID ? 'instance' : uids.SeriesInstanceUID ? 'series' : 'study'
      if (rejection && isRejectionCode(rejection)) {
        return rejectInstances({ level, uids, code: rejection, reason: why, actor })
      }
      const { changeId, instances } = await deleteInstances({
        level,
        uids,
        reason: why,
        actor,
        kind: 'delete',
      })
      return { changeId, instances }
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/reconcile/studies/:id/hold',
    action: 'study:hold',
    audit: 'none',
    params: study,
    body: z.object({ reason }),
    handle: ({ actor, params, body }) => setLegalHold({ ...body, studyId: params.id, actor }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/reconcile/studies/:id/release',
    action: 'study:hold',
    audit: 'none',
    params: study,
    body: z.object({ reason }),
    handle: async ({ actor, params, body }) => {
      await releaseLegalHold({ ...body, studyId: params.id, actor })
      return { released: true }
    },
  }),
]
