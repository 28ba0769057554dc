'use client'
import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { TokenListing } from './answers'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { notify } from '../ui/notify'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { When } from '../when'
import { QueryStates } from './query-states'
import { SecretDialog } from './secret-dialog'
import { TokenForm } from './token-form'

/** Machine clients: DICOMweb and worklist. */
export function Tokens() {
  const query = useQuery({
    queryKey: ['admin', 'tokens'],
    queryFn: ({ signal }) => callApi<{ tokens: TokenListing[] }>('GET', '/api/admin/tokens', { signal }),
  })
  const [token, setToken] = useState<string | null>(null)

  async function revoke(listing: TokenListing): Promise<void> {
    await callApi('DELETE', `/api/admin/tokens/${listing.id}`).then(
      () => notify(`${listing.name} is revoked.`),
      (refusal: unknown) => notify(wordsFor(refusal), { kind: 'error' }),
    )
    await query.refetch()
  }

  return (
    <>
      <TokenForm
        onCreated={(created) => {
          setToken(created)
          void query.refetch()
        }}
      />
      <QueryStates query={query} loading="Loading tokens">
        {({ tokens }) =>
          tokens.length === 0 ? (
            <EmptyState icon={KeyRound} title="No machine has a token">
              Clients of DICOMweb and monitoring send one as “Authorization: Bearer …”.
            </EmptyState>
          ) : (
            <Table label="Tokens">
              <thead>
                <tr>
                  <Th>Name</Th>
                  <Th>May</Th>
                  <Th>Made</Th>
                  <Th>Ends</Th>
                  <Th>Last used</Th>
                  <Th>
                    <span className="sr-only">Action</span>
                  </Th>
                </tr>
              </thead>
              <tbody>
                {tokens.map((listing) => (
                  <tr key={listing.id} className="whitespace-nowrap hover:bg-hover">
                    <Td className="font-medium">{listing.name}</Td>
                    <Td className="text-ink-2">{listing.scopes.join(', ')}</Td>
                    <Td className="text-ink-2">
                      <When at={listing.createdAt} show="date" />
                    </Td>
                    <Td className="text-ink-2">
                      <When at={listing.expiresAt} show="date" />
                    </Td>
                    <Td className="text-ink-2">
                      {listing.lastUsedAt ? <When at={listing.lastUsedAt} /> : 'never'}
                    </Td>
                    <Td className="py-0 text-right">
                      {listing.revokedAt ? (
                        <span className="text-ink-3">Revoked</span>
                      ) : (
                        <Button
                          size="sm"
                          variant="ghost"
                          aria-label={`Revoke ${listing.name}`}
                          onClick={() => void revoke(listing)}
                        >
                          Revoke
                        </Button>
                      )}
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )
        }
      </QueryStates>
      <SecretDialog
        title="The new token"
        description="It is shown this once; only its fingerprint is kept. Put it into the client now."
        secret={token}
        onClose={() => setToken(null)}
      />
    </>
  )
}
