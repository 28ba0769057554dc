'use client'
import { Inbox } from 'lucide-react'
import Link from 'next/link'
import { useQueryClient } from '@tanstack/react-query'
import type { ArrivalsAnswer } from '@/lib/worklist/arrivals-answer'
import { wordsFor } from '../api-client'
import { Section } from '../section'
import { EmptyState } from '../ui/empty-state'
import { ErrorState } from '../ui/error-state'
import { SkeletonRows } from '../ui/skeleton-rows'
import { useLiveQuery } from '../use-live-query'
import { useNow } from '../use-now'
import { LiveMark } from '../worklist/live-mark'
import { ArrivedStudies } from './arrived-studies'
import { Peers } from './peers'
import { Rejections } from './rejections'
import { Upload } from './upload'

const path = '/api/arrivals'

/** What came in, what was refused and who sends; live. */
export function Arrivals({ canUpload }: { canUpload: boolean }) {
  const { query, live } = useLiveQuery<ArrivalsAnswer>(path)
  const client = useQueryClient()
  const now = useNow(0)
  if (query.error && !query.data)
    return <ErrorState message={wordsFor(query.error)} onRetry={() => void query.refetch()} />
  const refresh = (): void => void client.invalidateQueries({ queryKey: [path] })
  return (
    <>
      <div className="grid gap-x-10 lg:grid-cols-2 xl:grid-cols-3">
        {canUpload ? (
          <Section
            title="Upload"
            note={
              <>
                Each file is one DICOM object and gets its own answer. For a CD, a ZIP or a folder:{' '}
                <Link href="/import" className="text-accent underline">
                  Import
                </Link>
                .
              </>
            }
          >
            <Upload onStored={refresh} />
          </Section>
        ) : null}
        <Section title="Refused" note="What the archive did not take, and why.">
          {query.data ? (
            <Rejections rejections={query.data.rejections} />
          ) : (
            <SkeletonRows rows={3} label="Loading refusals" />
          )}
        </Section>
        <Section title="Senders" note="Scanners and systems on the allow list.">
          {query.data ? (
            <Peers peers={query.data.peers} now={now} />
          ) : (
            <SkeletonRows rows={3} label="Loading senders" />
          )}
        </Section>
      </div>
      <Section title="Received" aside={<LiveMark state={live} />}>
        {!query.data ? (
          <SkeletonRows rows={8} label="Loading arrivals" />
        ) : query.data.studies.length === 0 ? (
          <EmptyState icon={Inbox} title="Nothing has arrived yet">
            Studies appear here the moment their first image is stored.
          </EmptyState>
        ) : (
          <ArrivedStudies studies={query.data.studies} now={now} />
        )}
      </Section>
    </>
  )
}
