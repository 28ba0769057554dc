import { storageReport } from '@/lib/archive/storage-report'
import { storageSavings } from '@/lib/archive/packing/storage-savings'
import { readConfig } from '@/lib/config'
import { verifyAtOnce } from '@/lib/archive/continue-verifying'
import { defineRoute, type Route } from '../../route'

/** Is the archive still what it was: the passes that read it back, what they found, and a pass on demand. */
export const storageRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/admin/storage',
    action: 'storage:read',
    handle: () => storageSavings(readConfig()),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/admin/storage/integrity',
    action: 'storage:read',
    handle: () => storageReport(),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/admin/storage/integrity/passes',
    action: 'storage:verify',
    handle: async ({ reply }) => {
      await verifyAtOnce()
      void reply.code(202)
      return { started: true }
    },
  }),
]
