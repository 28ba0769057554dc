import type { Route } from '../route'
import { bulkDataRoutes } from './bulk-data-routes'
import { capabilitiesRoutes } from './capabilities-routes'
import { deleteRoutes } from './delete-routes'
import { frameRoutes } from './frame-routes'
import { metadataRoutes } from './metadata-routes'
import { qidoRoutes } from './qido-routes'
import { renderedRoutes } from './rendered-routes'
import { retrieveRoutes } from './retrieve-routes'
import { stowRoutes } from './stow-routes'
import { wadoUriRoutes } from './wado-uri-routes'

const transactions: Route[] = [
  ...stowRoutes,
  ...qidoRoutes,
  ...retrieveRoutes,
  ...metadataRoutes,
  ...frameRoutes,
  ...bulkDataRoutes,
  ...renderedRoutes,
  ...wadoUriRoutes,
  ...deleteRoutes,
]

/** DICOMweb under /dicom-web (PS3.18); docs/conformance says what of it is offered. */
export const dicomwebRoutes: Route[] = [...transactions, ...capabilitiesRoutes(transactions)]
