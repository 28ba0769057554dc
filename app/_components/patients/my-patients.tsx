'use client'
import { Inbox, Search } from 'lucide-react'
import { useState } from 'react'
import { foldName } from '@/lib/dicom/fold-name'
import type { ReferrerStudy } from '@/lib/reporting/referrer-study'
import { wordsFor } from '../api-client'
import { EmptyState } from '../ui/empty-state'
import { ErrorState } from '../ui/error-state'
import { Input } from '../ui/input'
import { Skeleton } from '../ui/skeleton'
import { useLiveQuery } from '../use-live-query'
import { ResultLine } from './result-line'
import { useSeen } from './use-seen'

/** The studies that this physician ordered: new results first, then read ones, then what is awaited. */
export function MyPatients() {
  const { query } = useLiveQuery<{ studies: ReferrerStudy[] }>('/api/referrer/studies')
  const { isSeen } = useSeen()
  const [text, setText] = useState('')
  if (query.error && !query.data)
    return <ErrorState message={wordsFor(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const { studies } = query.data
  if (studies.length === 0) {
    return (
      <EmptyState icon={Inbox} title="No studies yet">
        Studies that you ordered appear here when their images have arrived, and their reports as soon as they
        are signed.
      </EmptyState>
    )
  }
  const words = foldName(text).split(' ')
  const found = studies.filter((study) => {
    const { alphabetic, ideographic, phonetic } = study.PatientName
    const hay = foldName(
      `${alphabetic}=${ideographic}=${phonetic}=${study.PatientID}=${study.StudyDescription}`,
    )
    return words.every((word) => hay.includes(word))
  })
  const fresh = found.filter((study) => study.signedAt !== null && !isSeen(study.studyId, study.signedAt))
  const read = found.filter((study) => study.signedAt !== null && isSeen(study.studyId, study.signedAt))
  const awaited = found.filter((study) => study.signedAt === null)
  return (
    <>
      <div className="relative mb-6 max-w-sm">
        <Search
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
          aria-hidden
        />
        <Input
          type="search"
          aria-label="Find a patient"
          placeholder="Find a patient"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-10! pl-9!"
        />
      </div>
      <Group title="New results" studies={fresh} fresh />
      <Group title="Awaited" studies={awaited} />
      <Group title="Earlier results" studies={read} />
      {found.length === 0 ? <p className="text-ink-2">No patient of yours matches.</p> : null}
    </>
  )
}

function Group({
  title,
  studies,
  fresh = false,
}: {
  title: string
  studies: ReferrerStudy[]
  fresh?: boolean
}) {
  if (studies.length === 0) return null
  return (
    <section className="mb-8">
      <h2 className="num mb-1 font-medium text-ink-2">
        {title} <span className="font-normal text-ink-3">{studies.length}</span>
      </h2>
      <ul className="border-t border-line">
        {studies.map((study) => (
          <ResultLine key={study.studyId} study={study} fresh={fresh} />
        ))}
      </ul>
    </section>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading your patients" className="flex flex-col gap-7 pt-2">
      {[0, 1, 2, 3].map((line) => (
        <div key={line} className="flex flex-col gap-2.5">
          <Skeleton className="h-4 w-56" />
          <Skeleton className="h-3.5 w-80 max-w-full" />
        </div>
      ))}
    </div>
  )
}
