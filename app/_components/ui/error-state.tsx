'use client'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'
import { EmptyState } from './empty-state'

interface ErrorStateProps {
  title?: string
  message: ReactNode
  onRetry?: () => void
}

export function ErrorState({ title = 'This could not be loaded', message, onRetry }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={TriangleAlert}
        title={title}
        action={onRetry ? <Button onClick={onRetry}>Try again</Button> : undefined}
      >
        {message}
      </EmptyState>
    </div>
  )
}
