import { FileQuestion } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from './_components/ui/empty-state'

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon={FileQuestion}
        title="There is nothing at this address"
        action={
          <Link href="/" className="text-accent underline underline-offset-4">
            To the start page
          </Link>
        }
      >
        The study may have been removed, or the link is not complete.
      </EmptyState>
    </main>
  )
}
