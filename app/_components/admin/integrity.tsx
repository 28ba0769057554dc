'use client'
import { useQuery } from '@tanstack/react-query'
import { ShieldCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { callApi } from '../api-client'
import { byteWords } from '../byte-words'
import { Section } from '../section'
import { tellOutcome } from '../tell-outcome'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { When } from '../when'
import type { IntegrityAnswer, StorageFault, StoragePassListing } from './answers'
import { QueryStates } from './query-states'

const faultWords: Record<StorageFault, string> = {
  missing: 'its bytes are missing',
  damaged: 'its bytes are damaged',
  'other-bytes': 'its bytes are not those that were received',
}

/** Is the archive still what it was: passes that read every object back, and what they found. */
export function Integrity() {
  const query = useQuery({
    queryKey: ['admin', 'storage', 'integrity'],
    queryFn: ({ signal }) => callApi<IntegrityAnswer>('GET', '/api/admin/storage/integrity', { signal }),
    refetchInterval: 10_000,
  })
  const [asking, setAsking] = useState(false)

  async function readAllNow(): Promise<void> {
    setAsking(true)
    const work = callApi('POST', '/api/admin/storage/integrity/passes')
    await tellOutcome(work, 'The worker reads the whole archive back now.')
    setAsking(false)
    await query.refetch()
  }

  return (
    <Section
      title="Integrity"
      note="Every object is read back, decrypted and compared with the digest taken when it arrived."
      aside={
        <Button size="sm" disabled={asking} onClick={() => void readAllNow()}>
          Read everything back now
        </Button>
      }
    >
      <QueryStates query={query} loading="Loading the integrity report">
        {({ passes, problems }) => (
          <>
            {problems.length > 0 ? <Problems problems={problems} /> : <Sound passes={passes} />}
            {passes.length > 0 ? <Passes passes={passes} /> : null}
          </>
        )}
      </QueryStates>
    </Section>
  )
}

function Sound({ passes }: { passes: readonly StoragePassListing[] }) {
  const ended = passes.find((pass) => pass.endedAt !== null)
  if (!ended) {
    return (
      <EmptyState
        icon={ShieldCheck}
        title={passes.length > 0 ? 'The first pass is under way' : 'Nothing has been read back yet'}
        compact
      >
        The worker reads a share every five minutes.
      </EmptyState>
    )
  }
  return (
    <p className="mb-3 flex items-center gap-2">
      <ShieldCheck size={16} aria-hidden className="text-ink-2" />
      No object is known to be damaged.
    </p>
  )
}

function Problems({ problems }: { problems: IntegrityAnswer['problems'] }) {
  return (
    <div role="alert" className="mb-4">
      <p className="mb-2 flex items-center gap-2 font-medium text-critical">
        <TriangleAlert size={16} aria-hidden />
        {problems.length === 1
          ? 'One object is not sound.'
          : `${problems.length} objects are not sound.`}{' '}
        Restore them from a backup, or have the images sent again.
      </p>
      <Table label="Objects that are not sound">
        <thead>
          <tr>
            <Th>SOP Instance UID</Th>
            <Th>What is wrong</Th>
            <Th>Found</Th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ SOPInstanceUID, problem, foundAt }) => (
            <tr key={SOPInstanceUID}>
              <Td>{SOPInstanceUID}</Td>
              <Td>{faultWords[problem]}</Td>
              <Td>
                <When at={foundAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function Passes({ passes }: { passes: readonly StoragePassListing[] }) {
  return (
    <Table label="Passes over the archive">
      <thead>
        <tr>
          <Th>Began</Th>
          <Th>Ended</Th>
          <Th className="text-right">Objects</Th>
          <Th className="text-right">Read</Th>
          <Th className="text-right">Not sound</Th>
          <Th>Proof (SHA-256 over all digests)</Th>
        </tr>
      </thead>
      <tbody>
        {passes.map((pass) => (
          <tr key={pass.id}>
            <Td className="whitespace-nowrap">
              <When at={pass.startedAt} />
            </Td>
            <Td className="whitespace-nowrap">{pass.endedAt ? <When at={pass.endedAt} /> : 'under way'}</Td>
            <Td className="text-right">{pass.examined.toLocaleString('en-GB')}</Td>
            <Td className="text-right whitespace-nowrap">{byteWords(pass.bytes)}</Td>
            <Td className="text-right">{pass.problems}</Td>
            <Td className="font-mono text-sm text-ink-2">{pass.endedAt ? pass.proof : ''}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
