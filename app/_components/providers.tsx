'use client'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { useState, type ReactNode } from 'react'
import { ApiError } from './api-error'
import { leaveForSignIn } from './leave-for-sign-in'
import { Toaster } from './ui/toast'

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [client] = useState(createQueryClient)
  return (
    <CSPProvider nonce={nonce}>
      <NuqsAdapter>
        <QueryClientProvider client={client}>
          <Tooltip.Provider delay={400}>
            <Toaster>{children}</Toaster>
          </Tooltip.Provider>
        </QueryClientProvider>
      </NuqsAdapter>
    </CSPProvider>
  )
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.code === 'unauthenticated') leaveForSignIn()
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5000,
        // What the reader did wrong does not get better by asking again.
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ApiError && error.status > 0 && error.status < 500),
      },
    },
  })
}
