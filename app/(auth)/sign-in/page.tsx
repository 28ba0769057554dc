import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { pageActor } from '@/lib/access/page-actor'
import { Wordmark } from '../../_components/shell/wordmark'
import { safeReturn } from './safe-return'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const query = await searchParams
  const returnTo = safeReturn(query.from ?? query.callbackUrl)
  if (await pageActor()) redirect(returnTo)
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-6 py-10">
      <div className="w-full max-w-80">
        <h1 className="mb-1">
          <Wordmark />
        </h1>
        <p className="mb-6 text-ink-2">Radiology reading worklist</p>
        <SignInForm
          returnTo={returnTo}
          ended={query.ended === '1'}
          error={typeof query.error === 'string' ? query.error : ''}
        />
        <p className="mt-8 border-t border-line pt-3 text-sm text-ink-3">
          Research use, not a medical device. Every access to patient data is recorded.
        </p>
      </div>
    </main>
  )
}
