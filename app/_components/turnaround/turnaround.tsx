'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { TurnaroundAnswer } from '@/lib/turnaround/turnaround-answer'
import { callApi, wordsFor } from '../api-client'
import { PageFrame } from '../page-frame'
import { Section } from '../section'
import { EmptyState } from '../ui/empty-state'
import { ErrorState } from '../ui/error-state'
import { Skeleton } from '../ui/skeleton'
import { SkeletonRows } from '../ui/skeleton-rows'
import { Breaches } from './breaches'
import { Figure } from './figure'
import { GroupTable } from './group-table'
import { minutesWords, share } from './minutes-words'
import { PeriodPicker } from './period-picker'
import { periods, periodStart } from './periods'
import { QueueNow } from './queue-now'
import { SeriesTable } from './series-table'
import { StageTable } from './stage-table'

const Charts = dynamic(() => import('./charts'), { ssr: false, loading: () => <Skeleton className="h-64" /> })

/** Turnaround of a period, from the event log. */
export function Turnaround() {
  const [period, setPeriod] = useQueryState('period', parseAsStringLiteral(periods).withDefault('7d'))
  const query = useQuery({
    queryKey: ['turnaround', period],
    queryFn: ({ signal }) => {
      const now = new Date()
      const search = new URLSearchParams({
        from: periodStart(period, now).toISOString(),
        to: now.toISOString(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      })
      return callApi<TurnaroundAnswer>('GET', `/api/turnaround?${search.toString()}`, { signal })
    },
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  })
  return (
    <PageFrame
      title="Turnaround"
      aside={<PeriodPicker period={period} onChange={(next) => void setPeriod(next)} />}
    >
      {query.data ? (
        <Figures answer={query.data} />
      ) : query.error ? (
        <ErrorState message={wordsFor(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={12} label="Loading turnaround" />
      )}
    </PageFrame>
  )
}

function Figures({ answer }: { answer: TurnaroundAnswer }) {
  const whole = answer.overall.find((clock) => clock.clock === 'readableToFinal')
  const waiting = answer.queue.reduce((sum, row) => sum + row.n, 0)
  return (
    <>
      <dl className="mb-8 flex flex-wrap gap-x-10 gap-y-4">
        <Figure
          label="Final reports"
          value={answer.final}
          note={`${answer.finalLate} after their deadline (${share(answer.finalLate, answer.final)})`}
        />
        <Figure label="Readable → final, half within" value={minutesWords(whole?.p50 ?? null)} note="p50" />
        <Figure
          label="Readable → final, nine in ten within"
          value={minutesWords(whole?.p90 ?? null)}
          note="p90"
        />
        <Figure label="Open now" value={waiting} note="not final yet" />
        <Figure
          label="Overdue now"
          value={answer.openOverdue}
          pressing={answer.openOverdue > 0}
          note={
            answer.openOverdue > 0 ? (
              <Link href="/worklist?view=overdue" className="text-accent underline underline-offset-4">
                Show them
              </Link>
            ) : (
              'none'
            )
          }
        />
      </dl>
      {answer.final === 0 && answer.series.every((point) => point.received === 0) ? (
        <EmptyState icon={ChartNoAxesColumn} title="Nothing happened in this period">
          Figures appear with the first study that is received.
        </EmptyState>
      ) : (
        <Section title="Over time" note={`Each ${answer.step} counts the reports finalised in it.`}>
          <Charts points={answer.series} step={answer.step} />
          <SeriesTable points={answer.series} step={answer.step} />
        </Section>
      )}
      <div className="grid gap-x-10 lg:grid-cols-2">
        <Section title="Stage by stage" note="All studies of the period.">
          <StageTable overall={answer.overall} />
        </Section>
        <Section title="Queue now" note="Whatever the period.">
          <QueueNow queue={answer.queue} />
        </Section>
      </div>
      <Section title="By urgency and modality" note="p50 / p90 of the final reports of the period.">
        <GroupTable groups={answer.groups} />
      </Section>
      <Section title="Breaches" note="Where deadlines were missed in the period, or are being missed now.">
        <Breaches groups={answer.groups} />
      </Section>
    </>
  )
}
