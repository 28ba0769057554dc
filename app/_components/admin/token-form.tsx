'use client'
import { useState, type FormEvent } from 'react'
import { scopes, type Scope } from '@/lib/access/scopes'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'

const scopeWords = {
  'dicomweb:read': 'read images',
  'dicomweb:store': 'store images',
  'dicomweb:delete': 'delete images (softly, with a reason)',
  'worklist:read': 'read the worklist',
  'orders:read': 'read orders',
  'orders:write': 'place, change and cancel orders',
} satisfies Record<Scope, string>

const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
] as const

export function TokenForm({ onCreated }: { onCreated: (token: string) => void }) {
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<Scope[]>([])
  const [days, setDays] = useState<'30' | '90' | '365'>('90')
  const [error, setError] = useState('')

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (chosen.length === 0) return setError('Choose at least one thing that this machine may do.')
    try {
      const { token } = await callApi<{ token: string }>('POST', '/api/admin/tokens', {
        body: { name, scopes: chosen, expiresInDays: Number(days) },
      })
      setName('')
      setChosen([])
      setError('')
      onCreated(token)
    } catch (refusal) {
      setError(wordsFor(refusal))
    }
  }

  return (
    <form onSubmit={(event) => void create(event)} className="mb-5">
      <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
        <div className="w-56">
          <Field label="Name of the client">
            <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
          </Field>
        </div>
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
          <legend className="mb-1 text-sm font-medium text-ink-2">May</legend>
          {scopes.map((scope) => (
            <label key={scope} className="flex h-8 items-center gap-1.5 whitespace-nowrap">
              <input
                type="checkbox"
                checked={chosen.includes(scope)}
                onChange={(event) =>
                  setChosen((was) =>
                    event.target.checked ? [...was, scope] : was.filter((one) => one !== scope),
                  )
                }
              />
              {scopeWords[scope]}
            </label>
          ))}
        </fieldset>
        <div className="w-32">
          <Field label="Ends after">
            <Select items={lifetimes} value={days} onValueChange={setDays} />
          </Field>
        </div>
        <Button type="submit">Make token</Button>
      </div>
      <p role="alert" className={error ? 'mt-2 font-medium text-ink' : 'hidden'}>
        {error}
      </p>
    </form>
  )
}
