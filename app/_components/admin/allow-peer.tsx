'use client'
import { useState, type FormEvent } from 'react'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

/** Puts an AE title on the list with the rights of a scanner; the rest is edited in its row. */
export function AllowPeer({ onAllowed }: { onAllowed: () => void }) {
  const [error, setError] = useState('')

  async function allow(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    try {
      await callApi('POST', '/api/admin/peers', { body: Object.fromEntries(new FormData(form)) })
      form.reset()
      setError('')
      onAllowed()
    } catch (refusal) {
      setError(wordsFor(refusal))
    }
  }

  return (
    <>
      <form onSubmit={(event) => void allow(event)} className="mb-5 flex flex-wrap items-end gap-3">
        <div className="w-44">
          <Field label="AE title">
            <Input name="aeTitle" required maxLength={16} spellCheck={false} autoCapitalize="characters" />
          </Field>
        </div>
        <div className="w-48">
          <Field label="IP address">
            <Input name="address" maxLength={45} spellCheck={false} placeholder="any" />
          </Field>
        </div>
        <div className="min-w-48 flex-1">
          <Field label="Note">
            <Input name="note" maxLength={200} placeholder="e.g. CT 2, first floor" />
          </Field>
        </div>
        <Button type="submit">Allow</Button>
      </form>
      <p role="alert" className={error ? 'mb-3 font-medium text-ink' : 'hidden'}>
        {error}
      </p>
    </>
  )
}
