import { accountRoutes } from './api/account/routes'
import { auditRoutes } from './api/admin/audit'
import { demoRoutes } from './api/admin/demo'
import { peerRoutes } from './api/admin/peers'
import { storageRoutes } from './api/admin/storage'
import { systemRoutes } from './api/admin/system'
import { tokenRoutes } from './api/admin/tokens'
import { userRoutes } from './api/admin/users'
import { arrivalRoutes } from './api/arrivals/routes'
import { orderRoutes } from './api/orders/routes'
import { filmRoutes } from './api/film/routes'
import { ruleRoutes } from './api/exchange/rule-routes'
import { transferRoutes } from './api/exchange/transfer-routes'
import { importRoutes } from './api/import/routes'
import { policyRoutes } from './api/policy/routes'
import { deletionRoutes } from './api/reconcile/deletion-routes'
import { reconcileRoutes } from './api/reconcile/routes'
import { referrerRoutes } from './api/referrer/routes'
import { reportRoutes } from './api/studies/report-routes'
import { studyRoutes } from './api/studies/routes'
import { turnaroundRoutes } from './api/turnaround/routes'
import { uploadRoutes } from './api/upload/routes'
import { worklistRoutes } from './api/worklist/routes'
import { dicomwebRoutes } from './dicomweb/routes'
import { eventRoutes } from './events/routes'
import { healthRoutes } from './health/routes'
import type { Route } from './route'

/** Every endpoint of the machine's side; a test walks this table as every role. */
export const routes: Route[] = [
  ...healthRoutes,
  ...eventRoutes,
  ...dicomwebRoutes,
  ...worklistRoutes,
  ...studyRoutes,
  ...reportRoutes,
  ...referrerRoutes,
  ...turnaroundRoutes,
  ...policyRoutes,
  ...arrivalRoutes,
  ...reconcileRoutes,
  ...deletionRoutes,
  ...uploadRoutes,
  ...orderRoutes,
  ...importRoutes,
  ...ruleRoutes,
  ...transferRoutes,
  ...filmRoutes,
  ...accountRoutes,
  ...userRoutes,
  ...peerRoutes,
  ...tokenRoutes,
  ...auditRoutes,
  ...demoRoutes,
  ...systemRoutes,
  ...storageRoutes,
]
