import { accountRoutes } from './api/account/routes'
import { auditRoutes } from './api/admin/audit'
import { peerRoutes } from './api/admin/peers'
import { tokenRoutes } from './api/admin/tokens'
import { userRoutes } from './api/admin/users'
import { healthRoutes } from './health/routes'
import type { Route } from './route'

/** Every endpoint of the machine's side; a test walks this table as every role. */
export const routes: Route[] = [
  ...healthRoutes,
  ...accountRoutes,
  ...userRoutes,
  ...peerRoutes,
  ...tokenRoutes,
  ...auditRoutes,
]
