'use client'
import { ArrowLeft, Printer } from 'lucide-react'
import Link from 'next/link'
import { useEffect } from 'react'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import { ApiError } from '../api-error'
import { wordsFor } from '../api-client'
import { isoDate, patientAge } from '../patient-age'
import { ideographicName, personName, personNameOf } from '../person-name'
import { Button } from '../ui/button'
import { ErrorState } from '../ui/error-state'
import { Skeleton } from '../ui/skeleton'
import { useLiveQuery } from '../use-live-query'
import { PreviewImages } from './preview-images'
import { ReportText } from './report-text'
import { useSeen } from './use-seen'

/** One study for the physician who ordered it: report and images. Prints as one sheet. */
export function PatientStudy({ studyId }: { studyId: string }) {
  const { query } = useLiveQuery<StudyDetail>(`/api/studies/${studyId}`)
  const { see } = useSeen()
  const signedAt = query.data?.report?.versions
    .map((version) => version.signedAt)
    .sort()
    .at(-1)
  useEffect(() => {
    if (signedAt) see(studyId, signedAt)
  }, [see, studyId, signedAt])

  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-5 sm:px-6 sm:py-7">
      <div data-print="hide" className="mb-4 flex items-center justify-between">
        <Link href="/patients" className="inline-flex items-center gap-1.5 rounded-sm text-accent">
          <ArrowLeft className="size-4" aria-hidden /> My patients
        </Link>
        {query.data ? (
          <Button onClick={() => window.print()}>
            <Printer className="size-4" aria-hidden /> Print
          </Button>
        ) : null}
      </div>
      {query.data ? (
        <Study detail={query.data} />
      ) : query.error ? (
        <Missing error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div role="status" aria-label="Loading the study" className="flex flex-col gap-4">
          <Skeleton className="h-7 w-72" />
          <Skeleton className="h-4 w-96 max-w-full" />
          <Skeleton className="mt-4 h-48" />
        </div>
      )}
    </div>
  )
}

function Missing({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const hidden = error instanceof ApiError && (error.code === 'not-found' || error.code === 'forbidden')
  if (hidden)
    return (
      <ErrorState
        title="This study is not among yours"
        message="It may have been ordered under another name. Ask the radiology department."
      />
    )
  return <ErrorState message={wordsFor(error)} onRetry={onRetry} />
}

function Study({ detail }: { detail: StudyDetail }) {
  const { study, series, report } = detail
  const on = study.StudyDate ? new Date(`${isoDate(study.StudyDate)}T12:00:00Z`) : new Date()
  const facts = [
    study.PatientSex,
    study.PatientBirthDate &&
      `born ${isoDate(study.PatientBirthDate)} (${patientAge(study.PatientBirthDate, Number.isNaN(on.getTime()) ? new Date() : on)})`,
    study.PatientID && `ID ${study.PatientID}`,
  ].filter(Boolean)
  const order = [
    study.StudyDate && isoDate(study.StudyDate),
    study.AccessionNumber && `accession ${study.AccessionNumber}`,
    study.ReferringPhysicianName && `ordered by ${personNameOf(study.ReferringPhysicianName)}`,
    study.InstitutionName,
    study.synthetic && 'synthetic sample',
  ].filter(Boolean)
  return (
    <>
      <header className="num mb-6 border-b border-line pb-5">
        <h1 className="text-xl font-semibold tracking-tight">
          {personName(study.PatientName)}{' '}
          <span lang="ja" className="font-normal text-ink-2">
            {ideographicName(study.PatientName)}
          </span>
        </h1>
        <p className="text-ink-2">{facts.join(' · ')}</p>
        <p className="mt-2 text-lg font-medium">{study.StudyDescription || 'Study without description'}</p>
        <p className="text-ink-2">{order.join(' · ')}</p>
      </header>
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <ReportText versions={report?.versions ?? []} />
        <div data-print="hide">
          <PreviewImages StudyInstanceUID={study.StudyInstanceUID} series={series} />
        </div>
      </div>
      <footer className="mt-10 hidden border-t border-line pt-3 text-sm text-ink-3 print:block">
        Printed from Wetread. Research use, not a medical device.
      </footer>
    </>
  )
}
