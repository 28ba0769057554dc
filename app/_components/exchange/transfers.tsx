'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowRightLeft } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { QueryStates } from '../admin/query-states'
import { callApi } from '../api-client'
import { tellOutcome } from '../tell-outcome'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Select } from '../ui/select'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { When } from '../when'
import type { TransferListing, TransfersAnswer, TransferState } from './answers'

const views = ['all', 'dead', 'waiting', 'running', 'done', 'cancelled'] as const

const stateWords: Record<TransferState, string> = {
  waiting: 'waiting',
  running: 'under way',
  done: 'done',
  dead: 'given up: look at it',
  cancelled: 'cancelled',
}

/** What goes to other archives and comes from them; what was given up comes first and can be tried again. */
export function Transfers({ canManage }: { canManage: boolean }) {
  const [view, setView] = useQueryState('state', parseAsStringLiteral(views).withDefault('all'))
  const query = useQuery({
    queryKey: ['transfers', view],
    queryFn: ({ signal }) => callApi<TransfersAnswer>('GET', `/api/transfers?state=${view}`, { signal }),
    refetchInterval: 5_000,
  })
  const counts = query.data?.counts ?? {}
  const labelOf = (one: (typeof views)[number]): string =>
    one === 'all' ? 'All' : `${sentence(stateWords[one])} (${counts[one] ?? 0})`

  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <Select
          aria-label="Which transfers"
          className="w-60"
          items={views.map((value) => ({ value, label: labelOf(value) }))}
          value={view}
          onValueChange={(next) => void setView(next)}
        />
        {counts.dead ? (
          <p role="status" className="font-medium text-critical">
            {counts.dead === 1 ? 'One transfer was given up.' : `${counts.dead} transfers were given up.`}
          </p>
        ) : null}
      </div>
      <QueryStates query={query} loading="Loading transfers">
        {({ transfers }) =>
          transfers.length === 0 ? (
            <EmptyState icon={ArrowRightLeft} title="No transfers">
              Studies that a rule forwards, or that somebody sends, are listed here until they have arrived
              and after.
            </EmptyState>
          ) : (
            <List transfers={transfers} canManage={canManage} changed={() => void query.refetch()} />
          )
        }
      </QueryStates>
    </>
  )
}

function List({
  transfers,
  canManage,
  changed,
}: {
  transfers: readonly TransferListing[]
  canManage: boolean
  changed: () => void
}) {
  async function act(id: string, what: 'retry' | 'cancel'): Promise<void> {
    const done = what === 'retry' ? 'It is tried again.' : 'It is given up for good.'
    await tellOutcome(callApi('POST', `/api/transfers/${id}/${what}`), done)
    changed()
  }
  const inOrder = [...transfers].sort((a, b) => Number(b.state === 'dead') - Number(a.state === 'dead'))
  return (
    <Table label="Transfers">
      <thead>
        <tr>
          <Th>State</Th>
          <Th>Study</Th>
          <Th>Where</Th>
          <Th>Why</Th>
          <Th className="text-right">Images</Th>
          <Th className="text-right">Tries</Th>
          <Th>Last change</Th>
          <Th>What went wrong</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {inOrder.map((one) => (
          <tr key={one.id} className="hover:bg-hover">
            <Td
              className={
                one.state === 'dead' ? 'font-medium whitespace-nowrap text-critical' : 'whitespace-nowrap'
              }
            >
              {stateWords[one.state]}
            </Td>
            <Td className="whitespace-nowrap">
              {one.ModalitiesInStudy.join(', ')} {one.StudyDate} {one.AccessionNumber}
            </Td>
            <Td className="whitespace-nowrap">
              {one.direction === 'send' ? 'to ' : 'priors from '}
              {one.destination}
            </Td>
            <Td className="whitespace-nowrap">{one.rule ?? 'asked for'}</Td>
            <Td className="text-right whitespace-nowrap">
              {one.instances > 0 ? `${one.done} of ${one.instances}` : ''}
            </Td>
            <Td className="text-right">{one.attempts}</Td>
            <Td className="whitespace-nowrap">
              <When at={one.updatedAt} />
            </Td>
            <Td className="min-w-60">{one.lastError}</Td>
            <Td className="whitespace-nowrap">
              {canManage && (one.state === 'dead' || one.state === 'cancelled') ? (
                <Button size="sm" onClick={() => void act(one.id, 'retry')}>
                  Try again
                </Button>
              ) : null}
              {canManage && one.state !== 'done' && one.state !== 'cancelled' ? (
                <Button size="sm" variant="ghost" onClick={() => void act(one.id, 'cancel')}>
                  Give up
                </Button>
              ) : null}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
