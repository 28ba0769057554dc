'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CalendarDays, Plus } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import type { OrdersAnswer } from '@/lib/exchange/orders/order-answer'
import { QueryStates } from '../admin/query-states'
import { callApi } from '../api-client'
import { isoDate } from '../patient-age'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { useHydrated } from '../use-hydrated'
import { OrderDialog } from './order-dialog'
import { OrderForm } from './order-form'
import { OrderLines } from './order-lines'
import { dayOf, fromInputDate } from './order-words'

const statuses = ['all', 'open', 'done', 'cancelled'] as const
const statusItems = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'To be done' },
  { value: 'done', label: 'Done' },
  { value: 'cancelled', label: 'Cancelled' },
] as const

interface DayListProps {
  canWrite: boolean
  canMatch: boolean
}

/** The schedule of a day, by station and modality; what was typed into the search stays out of the address. */
export function DayList({ canWrite, canMatch }: DayListProps) {
  const [filter, setFilter] = useQueryStates({
    day: parseAsString.withDefault(''),
    station: parseAsString.withDefault(''),
    modality: parseAsString.withDefault(''),
    status: parseAsStringLiteral(statuses).withDefault('all'),
  })
  const [search, setSearch] = useState('')
  const [openId, setOpenId] = useState<string | null>(null)
  const [isNew, setIsNew] = useState(false)
  const searchBox = useRef<HTMLInputElement>(null)
  const q = useDeferredValue(search).trim()
  const hydrated = useHydrated()
  const day = filter.day || (hydrated ? dayOf(new Date()) : '')
  const path = pathOf({ ...filter, day, q })
  const query = useQuery({
    queryKey: ['orders', path],
    queryFn: ({ signal }) => callApi<OrdersAnswer>('GET', path, { signal }),
    refetchInterval: 15_000,
    enabled: hydrated,
    placeholderData: keepPreviousData,
  })
  useKeys({
    n: canWrite ? () => setIsNew(true) : null,
    '/': () => searchBox.current?.focus(),
  })
  const any = (label: string, values: readonly string[] = []) => [
    { value: '', label },
    ...values.map((value) => ({ value, label: value })),
  ]

  return (
    <>
      <div className="mb-3 grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">
        <Input
          type="date"
          aria-label="Day"
          className="sm:w-38"
          value={isoDate(day)}
          onChange={(event) => void setFilter({ day: fromInputDate(event.target.value) })}
        />
        <Select
          aria-label="Station"
          className="sm:w-40"
          items={any('Every station', query.data?.stations)}
          value={filter.station}
          onValueChange={(station) => void setFilter({ station })}
        />
        <Select
          aria-label="Modality"
          className="sm:w-36"
          items={any('Every modality', query.data?.modalities)}
          value={filter.modality}
          onValueChange={(modality) => void setFilter({ modality })}
        />
        <Select
          aria-label="Status"
          className="sm:w-32"
          items={statusItems}
          value={filter.status}
          onValueChange={(status) => void setFilter({ status })}
        />
        <Input
          ref={searchBox}
          type="search"
          aria-label="Search all days by name, patient ID or accession number"
          placeholder="Search all days"
          className="sm:w-56"
          value={search}
          maxLength={200}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
        />
        {canWrite ? (
          <Button
            variant="primary"
            className="sm:ml-auto"
            aria-keyshortcuts="n"
            title="New order (n)"
            onClick={() => setIsNew(true)}
          >
            <Plus className="size-4" aria-hidden />
            New order
          </Button>
        ) : null}
      </div>
      <QueryStates query={query} loading="Loading orders">
        {({ lines, isCut }) =>
          lines.length === 0 ? (
            <EmptyState icon={CalendarDays} title="No orders">
              {q === ''
                ? 'Nothing is scheduled for this day with these filters.'
                : 'No order of any day answers this search.'}
            </EmptyState>
          ) : (
            <>
              <OrderLines lines={lines} showDay={q !== ''} onOpen={setOpenId} />
              {isCut ? (
                <p className="mt-2 text-ink-2">There are more: narrow the search to see them.</p>
              ) : null}
            </>
          )
        }
      </QueryStates>
      {openId ? (
        <OrderDialog
          orderId={openId}
          canWrite={canWrite}
          canMatch={canMatch}
          onClose={() => setOpenId(null)}
          onChanged={() => void query.refetch()}
        />
      ) : null}
      {isNew ? (
        <OrderForm
          order={null}
          day={day}
          onClose={() => setIsNew(false)}
          onSaved={(order) => {
            setIsNew(false)
            void setFilter({ day: order.steps[0]?.ScheduledProcedureStepStartDate ?? day })
            void query.refetch()
          }}
        />
      ) : null}
    </>
  )
}

interface Asked {
  day: string
  station: string
  modality: string
  status: string
  q: string
}

/** A search looks at all days, everything else at one. */
function pathOf({ day, station, modality, status, q }: Asked): string {
  const parameters = new URLSearchParams({ status })
  if (q === '') {
    parameters.set('from', day)
    parameters.set('to', day)
  } else parameters.set('q', q)
  if (station) parameters.set('station', station)
  if (modality) parameters.set('modality', modality)
  return `/api/orders?${parameters.toString()}`
}

/** Single keys, off while somebody types or a dialog is open. */
function useKeys(keys: Record<string, (() => void) | null>): void {
  const current = useRef(keys)
  useEffect(() => {
    current.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : null
      const isTyping = target?.closest('input, textarea, select, [role="dialog"], [contenteditable]')
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      const act = current.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
