import { z } from 'zod'
import { addend } from '@/lib/reporting/addend'
import { saveDraft } from '@/lib/reporting/save-draft'
import { sign } from '@/lib/reporting/sign'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'
import { studyOfParam, studyParam } from '../study-param'

const section = plainText(20_000)
const revision = z.number().int().min(0)

const aboutOneReport = { audit: 'none', params: studyParam, study: studyOfParam } as const

export const reportRoutes: Route[] = [
  defineRoute({
    method: 'PUT',
    url: '/api/studies/:studyId/report/draft',
    action: 'report:draft',
    ...aboutOneReport,
    body: z.strictObject({ revision, indication: section, findings: section, impression: section }),
    handle: async ({ actor, params, body: { revision: from, ...text } }) =>
      saveDraft({ ...params, actor, revision: from, text }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/studies/:studyId/report/sign',
    action: 'report:sign-preliminary', // 'final' is asked of the policy again, in `sign`
    ...aboutOneReport,
    body: z.strictObject({ status: z.enum(['preliminary', 'final']), revision }),
    handle: async ({ actor, params, body }) => sign({ ...params, ...body, actor }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/studies/:studyId/report/addendum',
    action: 'report:addend',
    ...aboutOneReport,
    body: z.strictObject({ text: section }),
    handle: async ({ actor, params, body }) => addend({ ...params, ...body, actor }),
  }),
]
