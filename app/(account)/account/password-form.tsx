'use client'
import { useState, type FormEvent } from 'react'
import { ApiError } from '../../_components/api-error'
import { callApi, wordsFor } from '../../_components/api-client'
import { Button } from '../../_components/ui/button'
import { Field } from '../../_components/ui/field'
import { Input } from '../../_components/ui/input'
import { notify } from '../../_components/ui/notify'

type FieldName = 'current' | 'next' | 'again'

/** Changes the own password; `doneHref`: where to go afterwards, null to stay. */
export function PasswordForm({ doneHref }: { doneHref: string | null }) {
  const [problem, setProblem] = useState<{ field: FieldName; words: string } | null>(null)
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const value = (name: FieldName): string => String(data.get(name) ?? '')
    if (value('next') !== value('again'))
      return setProblem({ field: 'again', words: 'The two new passwords differ.' })
    setBusy(true)
    setProblem(null)
    try {
      await callApi('POST', '/api/account/password', {
        body: { current: value('current'), next: value('next') },
      })
      form.reset()
      notify('Your password is changed.')
      if (doneHref) window.location.assign(doneHref)
    } catch (refusal) {
      const field = refusal instanceof ApiError && refusal.detail.field === 'current' ? 'current' : 'next'
      setProblem({ field, words: wordsFor(refusal) })
    }
    setBusy(false)
  }

  const errorOf = (field: FieldName): string | undefined =>
    problem?.field === field ? problem.words : undefined
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field label="Present password" error={errorOf('current')}>
        <Input name="current" type="password" autoComplete="current-password" required />
      </Field>
      <Field
        label="New password"
        hint="At least 12 characters. A few words in a row are good."
        error={errorOf('next')}
      >
        <Input name="next" type="password" autoComplete="new-password" required minLength={12} />
      </Field>
      <Field label="New password again" error={errorOf('again')}>
        <Input name="again" type="password" autoComplete="new-password" required />
      </Field>
      <Button type="submit" variant="primary" disabled={busy} className="self-start">
        Change password
      </Button>
    </form>
  )
}
