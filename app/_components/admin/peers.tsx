'use client'
import { useQuery } from '@tanstack/react-query'
import { Radio } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import type { PeerListing } from './answers'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { notify } from '../ui/notify'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { When } from '../when'
import { QueryStates } from './query-states'

/** The allow list of AE titles and addresses. */
export function Peers() {
  const query = useQuery({
    queryKey: ['admin', 'peers'],
    queryFn: ({ signal }) => callApi<{ peers: PeerListing[] }>('GET', '/api/admin/peers', { signal }),
  })
  const [error, setError] = useState('')

  async function allow(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    try {
      await callApi('POST', '/api/admin/peers', { body: Object.fromEntries(new FormData(form)) })
      form.reset()
      setError('')
    } catch (refusal) {
      setError(wordsFor(refusal))
    }
    await query.refetch()
  }

  async function remove(peer: PeerListing): Promise<void> {
    await callApi('DELETE', `/api/admin/peers/${peer.id}`).then(
      () => notify(`${peer.aeTitle} may not send any more.`),
      (refusal: unknown) => notify(wordsFor(refusal), { kind: 'error' }),
    )
    await query.refetch()
  }

  return (
    <>
      <p className="mb-4 max-w-2xl text-ink-2">
        Only these may open a DICOM association. An empty address lets the AE title in from anywhere: give one
        where you can.
      </p>
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
      <QueryStates query={query} loading="Loading peers">
        {({ peers }) =>
          peers.length === 0 ? (
            <EmptyState icon={Radio} title="No peer is allowed yet">
              Add the AE title of a scanner, then send from it to this system.
            </EmptyState>
          ) : (
            <Table label="DICOM peers">
              <thead>
                <tr>
                  <Th>AE title</Th>
                  <Th>Address</Th>
                  <Th>Note</Th>
                  <Th>Last seen</Th>
                  <Th>
                    <span className="sr-only">Action</span>
                  </Th>
                </tr>
              </thead>
              <tbody>
                {peers.map((peer) => (
                  <tr key={peer.id} className="hover:bg-hover">
                    <Td className="font-medium">{peer.aeTitle}</Td>
                    <Td className="text-ink-2">{peer.address || 'any'}</Td>
                    <Td className="text-ink-2">{peer.note}</Td>
                    <Td className="whitespace-nowrap text-ink-2">
                      {peer.lastSeenAt ? <When at={peer.lastSeenAt} /> : 'never'}
                    </Td>
                    <Td className="py-0 text-right">
                      <Button
                        size="sm"
                        variant="ghost"
                        aria-label={`Remove ${peer.aeTitle}`}
                        onClick={() => void remove(peer)}
                      >
                        Remove
                      </Button>
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )
        }
      </QueryStates>
    </>
  )
}
