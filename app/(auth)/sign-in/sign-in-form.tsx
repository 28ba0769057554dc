'use client'
import { TriangleAlert } from 'lucide-react'
import { signIn } from 'next-auth/react'
import { useState, type FormEvent } from 'react'
import { useHydrated } from '../../_components/use-hydrated'
import { Button } from '../../_components/ui/button'
import { Field } from '../../_components/ui/field'
import { Input } from '../../_components/ui/input'
import { wordsForSignIn } from './words-for-sign-in'

interface SignInFormProps {
  returnTo: string
  ended: boolean
  error: string
}

export function SignInForm({ returnTo, ended, error: firstError }: SignInFormProps) {
  const [error, setError] = useState(() => wordsForSignIn(firstError, new Date()))
  const [busy, setBusy] = useState(false)
  const hydrated = useHydrated()

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError('')
    const answer = await signIn('credentials', {
      username: String(form.get('username') ?? ''),
      password: String(form.get('password') ?? ''),
      redirect: false,
    }).catch(() => undefined)
    if (answer?.ok && !answer.error) {
      window.location.assign(returnTo)
      return
    }
    setBusy(false)
    setError(
      answer
        ? wordsForSignIn(answer.error ?? 'unknown', new Date())
        : 'Wetread does not answer. Check the network connection.',
    )
  }

  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {ended && !error ? <p className="text-ink-2">Your session has ended. Sign in again to go on.</p> : null}
      <Field label="User name">
        <Input
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
          className="h-10"
        />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" autoComplete="current-password" required className="h-10" />
      </Field>
      <p role="alert" className={error ? 'flex items-start gap-2 font-medium text-ink' : 'hidden'}>
        <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
        {error}
      </p>
      <Button type="submit" variant="primary" size="lg" disabled={busy || !hydrated}>
        {busy ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}
