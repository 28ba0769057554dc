'use client'
import { useState } from 'react'
import type { PeerRight } from '@/lib/access/peer-rights'
import type { PeerListing } from './answers'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { notify } from '../ui/notify'
import { Td } from '../ui/td'
import { When } from '../when'

const shortWords = {
  store: 'send',
  find: 'search',
  retrieve: 'retrieve',
  worklist: 'worklist',
  mpps: 'MPPS',
  commitment: 'commitment',
} satisfies Record<PeerRight, string>

interface PeerRowProps {
  peer: PeerListing
  onEdit: () => void
  onRemove: () => void
}

/** One peer: what it may, where it listens, when it was here, and what was refused to it last. */
export function PeerRow({ peer, onEdit, onRemove }: PeerRowProps) {
  const { aeTitle, note, address, rights, host, port, tls, fingerprint, lastSeenAt } = peer
  return (
    <tr className="hover:bg-hover">
      <Td>
        <span className="font-medium">{aeTitle}</span>
        {note ? <span className="block text-sm text-ink-3">{note}</span> : null}
      </Td>
      <Td className="text-ink-2">
        {address || 'any address'}
        {tls ? (
          <span className="block text-sm text-ink-3">
            TLS only{fingerprint ? ', certificate pinned' : ''}
          </span>
        ) : null}
      </Td>
      <Td className="max-w-56 text-ink-2">
        {rights.length === 0 ? 'nothing' : rights.map((right) => shortWords[right]).join(', ')}
      </Td>
      <Td className="whitespace-nowrap text-ink-2">{host ? `${host}:${port ?? ''}` : '–'}</Td>
      <Td className="whitespace-nowrap text-ink-2">{lastSeenAt ? <When at={lastSeenAt} /> : 'never'}</Td>
      <Td className="max-w-72 text-ink-2">
        {peer.lastRejectedAt ? (
          <>
            <When at={peer.lastRejectedAt} />
            <span className="block text-sm text-ink-3">{peer.lastRejection}</span>
          </>
        ) : (
          '–'
        )}
      </Td>
      <Td className="py-0 text-right whitespace-nowrap">
        {host ? <TestConnection peer={peer} /> : null}
        <Button size="sm" variant="ghost" aria-label={`Edit ${aeTitle}`} onClick={onEdit}>
          Edit
        </Button>
        <Button size="sm" variant="ghost" aria-label={`Remove ${aeTitle}`} onClick={onRemove}>
          Remove
        </Button>
      </Td>
    </tr>
  )
}

/** C-ECHO to where the peer listens; says in words what is wrong. */
function TestConnection({ peer: { id, aeTitle } }: { peer: PeerListing }) {
  const [isTesting, setTesting] = useState(false)

  async function test(): Promise<void> {
    setTesting(true)
    await callApi<{ milliseconds: number }>('POST', `/api/admin/peers/${id}/echo`).then(
      ({ milliseconds }) => notify(`${aeTitle} answered after ${milliseconds} ms.`),
      (refusal: unknown) => notify(`${aeTitle}: ${wordsFor(refusal)}`, { kind: 'error' }),
    )
    setTesting(false)
  }

  return (
    <Button
      size="sm"
      variant="ghost"
      aria-label={`Test connection to ${aeTitle}`}
      disabled={isTesting}
      focusableWhenDisabled
      onClick={() => void test()}
    >
      {isTesting ? 'Testing' : 'Test connection'}
    </Button>
  )
}
