'use client'
import { useState, type FormEvent } from 'react'
import { peerRights, peerRightWords } from '@/lib/access/peer-rights'
import type { PeerChange, PeerListing } from './answers'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

interface EditPeerProps {
  peer: PeerListing
  onClose: () => void
  onSaved: () => void
}

/** Rights of a peer, where it comes from and where it listens. */
export function EditPeer({ peer, onClose, onSaved }: EditPeerProps) {
  const [rights, setRights] = useState(peer.rights)
  const [tls, setTls] = useState(peer.tls)
  const [error, setError] = useState('')

  async function save(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string): string => {
      const value = form.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    const body: PeerChange = {
      rights,
      tls,
      address: text('address'),
      host: text('host'),
      port: text('port') === '' ? null : Number(text('port')),
      fingerprint: text('fingerprint'),
      note: text('note'),
    }
    try {
      await callApi('PUT', `/api/admin/peers/${peer.id}`, { body })
      onSaved()
    } catch (refusal) {
      setError(wordsFor(refusal))
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={peer.aeTitle}
      width="w-[34rem]"
    >
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
        <fieldset className="flex flex-col">
          <legend className="mb-1 text-sm font-medium text-ink-2">This peer may</legend>
          {peerRights.map((right) => (
            <label key={right} className="flex min-h-7 items-center gap-2">
              <input
                type="checkbox"
                checked={rights.includes(right)}
                onChange={(event) =>
                  setRights((was) =>
                    peerRights.filter((one) => (one === right ? event.target.checked : was.includes(one))),
                  )
                }
              />
              {peerRightWords[right]}
            </label>
          ))}
        </fieldset>
        <Field label="Comes from" hint="One IP address; empty lets the AE title in from anywhere.">
          <Input
            name="address"
            defaultValue={peer.address}
            maxLength={45}
            spellCheck={false}
            placeholder="any"
          />
        </Field>
        <div className="flex flex-wrap gap-3">
          <div className="min-w-48 flex-1">
            <Field label="Listens at host" hint="For what we send to it (C-MOVE, forwarding).">
              <Input name="host" defaultValue={peer.host} maxLength={253} spellCheck={false} />
            </Field>
          </div>
          <div className="w-28">
            <Field label="Port">
              <Input name="port" type="number" min={1} max={65535} defaultValue={peer.port ?? ''} />
            </Field>
          </div>
        </div>
        <label className="flex items-center gap-2">
          <input type="checkbox" checked={tls} onChange={(event) => setTls(event.target.checked)} />
          Only over TLS, both ways
        </label>
        <Field
          label="Certificate fingerprint (SHA-256)"
          hint="Pins the one certificate it must show; empty: any that the CA file vouches for."
        >
          <Input name="fingerprint" defaultValue={peer.fingerprint} maxLength={120} spellCheck={false} />
        </Field>
        <Field label="Note">
          <Input name="note" defaultValue={peer.note} maxLength={200} />
        </Field>
        <p role="alert" className={error ? 'font-medium text-ink' : 'hidden'}>
          {error}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
