import { z } from 'zod'
import { compareFiles } from '@/lib/archive/import/compare-files'
import { filesToCompare, importProgress, newImport } from '@/lib/archive/import/import-answers'
import { listImports } from '@/lib/archive/import/list-imports'
import { reportImport } from '@/lib/archive/import/report-import'
import { startImport } from '@/lib/archive/import/start-import'
import { defineRoute, type Route } from '../../route'

const params = z.object({ importId: z.uuid() })
const action = 'image:store'

/** Media that people bring (folders, ZIPs, CDs): the batch, what of it is here already, how far it has come. */
export const importRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/imports',
    action,
    audit: 'none', // counts of one's own imports
    handle: ({ actor }) => listImports(actor),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/imports',
    action,
    audit: 'none', // startImport audits, in the transaction of the batch
    body: newImport,
    handle: async ({ actor, body, reply }) => {
      void reply.code(201)
      return startImport(actor, body)
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/imports/:importId/compare',
    action,
    audit: 'none', // tells no more than the door would: that an object is here
    params,
    body: filesToCompare,
    handle: async ({ actor, body }) => ({ answers: await compareFiles(actor, body.files) }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/imports/:importId',
    action,
    audit: 'none', // reportImport audits the end
    params,
    body: importProgress,
    handle: async ({ actor, params: { importId }, body, reply }) => {
      await reportImport(actor, { id: importId, ...body })
      return reply.code(204).send()
    },
  }),
]
