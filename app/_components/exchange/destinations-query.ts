import { queryOptions } from '@tanstack/react-query'
import { callApi } from '../api-client'
import type { DestinationListing } from './answers'

/** Other archives, for lists and pick lists alike. */
export const destinationsQuery = queryOptions({
  queryKey: ['destinations'],
  queryFn: ({ signal }) =>
    callApi<{ destinations: DestinationListing[] }>('GET', '/api/destinations', { signal }),
})
