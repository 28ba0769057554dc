'use client'
import { useQuery } from '@tanstack/react-query'
import { Radio } from 'lucide-react'
import { useState } from 'react'
import type { PeerListing } from './answers'
import { callApi, wordsFor } from '../api-client'
import { EmptyState } from '../ui/empty-state'
import { notify } from '../ui/notify'
import { Table } from '../ui/table'
import { Th } from '../ui/th'
import { AllowPeer } from './allow-peer'
import { EditPeer } from './edit-peer'
import { PeerRow } from './peer-row'
import { QueryStates } from './query-states'

/** The list of DICOM peers: who may ask us for what, and where we reach them. */
export function Peers() {
  const query = useQuery({
    queryKey: ['admin', 'peers'],
    queryFn: ({ signal }) => callApi<{ peers: PeerListing[] }>('GET', '/api/admin/peers', { signal }),
  })
  const [editing, setEditing] = useState<PeerListing | null>(null)

  async function remove(peer: PeerListing): Promise<void> {
    await callApi('DELETE', `/api/admin/peers/${peer.id}`).then(
      () => notify(`${peer.aeTitle} may not associate any more.`),
      (refusal: unknown) => notify(wordsFor(refusal), { kind: 'error' }),
    )
    await query.refetch()
  }

  return (
    <>
      <p className="mb-4 max-w-2xl text-ink-2">
        Only these may open a DICOM association, and each may do only what it has the right to. A new peer may
        send images, ask for its worklist, report on procedures and ask for storage commitment; searching and
        retrieving are given one by one.
      </p>
      <AllowPeer onAllowed={() => void query.refetch()} />
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
                  <Th>Comes from</Th>
                  <Th>May</Th>
                  <Th>Listens at</Th>
                  <Th>Last seen</Th>
                  <Th>Last refused</Th>
                  <Th>
                    <span className="sr-only">Actions</span>
                  </Th>
                </tr>
              </thead>
              <tbody>
                {peers.map((peer) => (
                  <PeerRow
                    key={peer.id}
                    peer={peer}
                    onEdit={() => setEditing(peer)}
                    onRemove={() => void remove(peer)}
                  />
                ))}
              </tbody>
            </Table>
          )
        }
      </QueryStates>
      {editing ? (
        <EditPeer
          key={editing.id}
          peer={editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null)
            void query.refetch()
          }}
        />
      ) : null}
    </>
  )
}
