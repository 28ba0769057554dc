import { z } from 'zod'
import { patientClasses, urgencies } from '@/lib/reading/states'
import { claim } from '@/lib/worklist/claim'
import { heartbeat } from '@/lib/worklist/heartbeat'
import { readStudyDetail } from '@/lib/worklist/read-study-detail'
import { release } from '@/lib/worklist/release'
import { setUrgency } from '@/lib/worklist/set-urgency'
import { takeOver } from '@/lib/worklist/take-over'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'
import { studyOfParam, studyParam } from '../study-param'

const aboutOneStudy = { params: studyParam, study: studyOfParam }

/** Changes audit themselves, in the transaction of their effect. */
const claims = { method: 'POST', action: 'study:claim', audit: 'none', ...aboutOneStudy } as const

export const studyRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/studies/:studyId',
    action: 'study:read',
    ...aboutOneStudy,
    handle: async ({ actor, params }) => readStudyDetail({ ...params, actor }),
  }),
  defineRoute({
    ...claims,
    url: '/api/studies/:studyId/claim',
    handle: async ({ actor, params }) => claim({ ...params, actor }),
  }),
  defineRoute({
    ...claims,
    url: '/api/studies/:studyId/release',
    handle: async ({ actor, params }) => {
      await release({ ...params, actor })
      return { released: true }
    },
  }),
  defineRoute({
    ...claims,
    url: '/api/studies/:studyId/heartbeat',
    handle: async ({ actor, params }) => heartbeat({ ...params, actor }),
  }),
  defineRoute({
    ...claims,
    url: '/api/studies/:studyId/take-over',
    handle: async ({ actor, params }) => takeOver({ ...params, actor }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/studies/:studyId/urgency',
    action: 'urgency:set',
    audit: 'none',
    ...aboutOneStudy,
    body: z.strictObject({
      urgency: z.enum(urgencies),
      patientClass: z.enum(patientClasses),
      reason: plainText(500).default(''),
    }),
    handle: async ({ actor, params, body }) => setUrgency({ ...params, ...body, actor }),
  }),
]
