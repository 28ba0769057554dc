'use client'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { OrderAnswer, StudyBesideAnswer, UnmatchedAnswer } from '@/lib/exchange/orders/order-answer'
import { QueryStates } from '../admin/query-states'
import { callApi } from '../api-client'
import { Section } from '../section'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { CompareDialog } from './compare-dialog'
import { caseWords } from './order-words'
import { OrderRow, StudyRow } from './unmatched-rows'

interface Pair {
  order: OrderAnswer
  study: StudyBesideAnswer
}

/** Orders without images and images without an order, side by side: one of each is chosen, compared and matched. */
export function Unmatched() {
  const query = useQuery({
    queryKey: ['orders-unmatched'],
    queryFn: ({ signal }) => callApi<UnmatchedAnswer>('GET', '/api/orders/unmatched', { signal }),
    refetchInterval: 15_000,
  })
  const [order, setOrder] = useState<OrderAnswer | null>(null)
  const [study, setStudy] = useState<StudyBesideAnswer | null>(null)
  const [pair, setPair] = useState<Pair | null>(null)

  return (
    <QueryStates query={query} loading="Loading what has no match">
      {({ orders, studies, cases }) => (
        <>
          {cases.length > 0 ? (
            <Section title="To be looked at" note="They carry the same number, and contradict each other.">
              <ul className="flex flex-col">
                {cases.map((one) => (
                  <li
                    key={`${one.order.id} ${one.study.studyId}`}
                    className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2"
                  >
                    <span className="min-w-0 grow">{caseWords[one.why]}</span>
                    <span className="num text-ink-2">{one.order.AccessionNumber}</span>
                    <Button size="sm" onClick={() => setPair(one)}>
                      Compare
                    </Button>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          <div className="grid gap-x-10 lg:grid-cols-2">
            <Section title="Orders without images" note="Their day has come, and no images are here.">
              {orders.length === 0 ? (
                <EmptyState compact icon={CircleCheck} title="Every order has its images" />
              ) : (
                <ul aria-label="Orders without images" className="max-h-[60vh] overflow-y-auto" tabIndex={0}>
                  {orders.map((one) => (
                    <OrderRow
                      key={one.id}
                      order={one}
                      isChosen={order?.id === one.id}
                      onChoose={() => setOrder(order?.id === one.id ? null : one)}
                    />
                  ))}
                </ul>
              )}
            </Section>
            <Section title="Images without an order" note="Of the last thirty days.">
              {studies.length === 0 ? (
                <EmptyState compact icon={CircleCheck} title="All images answer an order" />
              ) : (
                <ul
                  aria-label="Images without an order"
                  className="max-h-[60vh] overflow-y-auto"
                  tabIndex={0}
                >
                  {studies.map((one) => (
                    <StudyRow
                      key={one.studyId}
                      study={one}
                      isChosen={study?.studyId === one.studyId}
                      onChoose={() => setStudy(study?.studyId === one.studyId ? null : one)}
                    />
                  ))}
                </ul>
              )}
            </Section>
          </div>
          <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t border-line bg-ground py-3">
            <p className="text-ink-2">
              {order && study
                ? 'One order and one study are chosen.'
                : 'Choose one order and one study to compare them.'}
            </p>
            <Button
              variant="primary"
              className="ml-auto"
              disabled={!order || !study}
              onClick={() => order && study && setPair({ order, study })}
            >
              Compare and match
            </Button>
          </div>
          {pair ? (
            <CompareDialog
              {...pair}
              onClose={() => setPair(null)}
              onMatched={() => {
                setPair(null)
                setOrder(null)
                setStudy(null)
                void query.refetch()
              }}
            />
          ) : null}
        </>
      )}
    </QueryStates>
  )
}
