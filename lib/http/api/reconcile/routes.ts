import { z } from 'zod'
import { acceptQuarantined } from '@/lib/archive/reconcile/accept-quarantined'
import { patientShown, reconcileCases } from '@/lib/archive/reconcile/cases'
import { correctPatient } from '@/lib/archive/reconcile/correct-patient'
import { discardQuarantined } from '@/lib/archive/reconcile/discard-quarantined'
import { identitySchema } from '@/lib/archive/reconcile/identity'
import { mergePatients } from '@/lib/archive/reconcile/merge-patients'
import { moveStudy } from '@/lib/archive/reconcile/move-study'
import { quarantinedImage } from '@/lib/archive/reconcile/quarantined-image'
import { splitStudy } from '@/lib/archive/reconcile/split-study'
import { undoChange } from '@/lib/archive/reconcile/undo-change'
import { searchPatients } from '@/lib/db/archive/reconcile/patient-rows'
import { countOpenQuarantine } from '@/lib/db/archive/reconcile/quarantined'
import { foldName } from '@/lib/dicom/fold-name'
import { isUid } from '@/lib/dicom/uid'
import { defineRoute, type Route } from '../../route'

const id = z.object({ id: z.uuid() })
const reason = z.string().max(2_000)
const ids = z.array(z.uuid()).min(1).max(2_000)
const uid = z.string().refine(isUid, 'is not a UID')
const target = z.union([z.object({ patientId: z.uuid() }), z.object({ identity: identitySchema })])
const change = { method: 'POST', action: 'reconcile:change', audit: 'none' } as const

/** Quarantine, patients and the list of changes: what a technologist brings in order (docs: Reconcile). */
export const reconcileRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/reconcile',
    action: 'reconcile:read',
    audit: 'coalesced',
    handle: () => reconcileCases(),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/reconcile/count',
    action: 'reconcile:read',
    handle: async () => ({ quarantine: await countOpenQuarantine() }),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/reconcile/patients',
    action: 'reconcile:read',
    audit: 'coalesced',
    query: z.object({ q: z.string().trim().min(2).max(64) }),
    handle: async ({ query: { q } }) => ({
      patients: (await searchPatients({ text: q, folded: foldName(q) }, 20)).map(patientShown),
    }),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/reconcile/quarantine/:id/image',
    action: 'image:read',
    audit: 'coalesced',
    params: id,
    handle: async ({ params, reply }) => {
      const image = await quarantinedImage(params.id)
      return reply.type('image/jpeg').header('Cache-Control', 'private, no-store').send(image)
    },
  }),
  defineRoute({
    ...change,
    url: '/api/reconcile/quarantine/accept',
    body: z.object({ ids, as: z.enum(['stored', 'new']), reason }),
    handle: ({ actor, body }) => acceptQuarantined({ ...body, actor }),
  }),
  defineRoute({
    ...change,
    url: '/api/reconcile/quarantine/discard',
    body: z.object({ ids, reason }),
    handle: ({ actor, body }) => discardQuarantined({ ...body, actor }),
  }),
  defineRoute({
    ...change,
    url: '/api/reconcile/patients/merge',
    body: z.object({ from: z.uuid(), into: z.uuid(), reason }),
    handle: ({ actor, body }) => mergePatients({ ...body, actor }),
  }),
  defineRoute({
    ...change,
    url: '/api/reconcile/patients/:id/correct',
    params: id,
    body: z.object({ identity: identitySchema, reason }),
    handle: ({ actor, params, body }) => correctPatient({ ...body, patientId: params.id, actor }),
  }),
  defineRoute({
    ...change,
    url: '/api/reconcile/studies/:id/move',
    params: id,
    body: z.object({ to: target, reason }),
    handle: ({ actor, params, body }) => moveStudy({ ...body, studyId: params.id, actor }),
  }),
  defineRoute({
    ...change,
    url: '/api/reconcile/studies/:id/split',
    params: id,
    body: z.object({
      SeriesInstanceUIDs: z.array(uid).min(1).optional(),
      SOPInstanceUIDs: z.array(uid).min(1).optional(),
      to: z.union([z.object({ studyId: z.uuid() }), target]),
      reason,
    }),
    handle: ({ actor, params, body }) => splitStudy({ ...body, studyId: params.id, actor }),
  }),
  defineRoute({
    ...change,
    url: '/api/reconcile/changes/:id/undo',
    params: id,
    body: z.object({ reason }),
    handle: ({ actor, params, body }) => undoChange(params.id, { ...body, actor }),
  }),
]
