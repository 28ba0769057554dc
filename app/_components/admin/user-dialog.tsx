'use client'
import { useState, type FormEvent } from 'react'
import { roleLabels, roles } from '@/lib/access/roles'
import type { UserListing } from './answers'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'

interface UserDialogProps {
  /** null: a new one. */
  user: UserListing | null
  onClose: () => void
  onSaved: (created: { username: string; password: string } | null) => void
}

const roleItems = roles.map((value) => ({ value, label: roleLabels[value] }))

export function UserDialog({ user, onClose, onSaved }: UserDialogProps) {
  const [username, setUsername] = useState('')
  const [displayName, setDisplayName] = useState(user?.displayName ?? '')
  const [role, setRole] = useState(user?.role ?? 'radiologist')
  const [referringName, setReferringName] = useState(user?.ReferringPhysicianName ?? '')
  const [error, setError] = useState('')

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const body = {
      displayName,
      role,
      ...(role === 'referrer' ? { ReferringPhysicianName: referringName } : {}),
    }
    try {
      if (user) {
        await callApi('PATCH', `/api/admin/users/${user.id}`, { body })
        onSaved(null)
      } else {
        onSaved(
          await callApi<{ username: string; password: string }>('POST', '/api/admin/users', {
            body: { username, ...body },
          }),
        )
      }
    } catch (refusal) {
      setError(wordsFor(refusal))
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={user ? `Edit ${user.username}` : 'New user'}
      description={
        user ? 'A new role ends every session of this person.' : 'A first password is made and shown once.'
      }
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {user ? null : (
          <Field label="User name">
            <Input
              value={username}
              onChange={(event) => setUsername(event.target.value)}
              required
              minLength={2}
              maxLength={64}
              autoCapitalize="none"
              spellCheck={false}
            />
          </Field>
        )}
        <Field label="Name" hint="As colleagues and reports should show it.">
          <Input
            value={displayName}
            onChange={(event) => setDisplayName(event.target.value)}
            required
            maxLength={100}
          />
        </Field>
        <Field label="Role">
          <Select items={roleItems} value={role} onValueChange={setRole} />
        </Field>
        {role === 'referrer' ? (
          <Field
            label="Referring physician's name"
            hint="As the scanners send it, e.g. Stone^Rosa. Only studies under this name are shown."
          >
            <Input
              value={referringName}
              onChange={(event) => setReferringName(event.target.value)}
              required
              maxLength={324}
              spellCheck={false}
            />
          </Field>
        ) : null}
        <p role="alert" className={error ? 'font-medium text-ink' : 'hidden'}>
          {error}
        </p>
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary">
            {user ? 'Save' : 'Create user'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
