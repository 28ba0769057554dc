'use client'
import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { ReferrerStudy } from '@/lib/reporting/referrer-study'
import { isoDate } from '../patient-age'
import { ideographicName, personName } from '../person-name'
import { When } from '../when'
import { reportWords } from './report-words'

export function ResultLine({ study, fresh }: { study: ReferrerStudy; fresh: boolean }) {
  return (
    <li className="border-b border-line">
      <Link
        href={`/patients/${study.studyId}`}
        prefetch={false}
        className="group -mx-3 flex items-center gap-4 rounded-md px-3 py-3.5 hover:bg-hover"
      >
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <span className={clsx('text-lg', fresh ? 'font-semibold' : 'font-medium')}>
              {personName(study.PatientName)}
            </span>
            <span lang="ja" className="text-ink-2">
              {ideographicName(study.PatientName)}
            </span>
            <span className="num text-sm text-ink-3">
              {[
                study.PatientSex,
                study.PatientBirthDate && `born ${isoDate(study.PatientBirthDate)}`,
                study.PatientID,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </div>
          <p className="num text-ink-2">
            {study.StudyDescription || study.ModalitiesInStudy.join(' ') || 'Study'}
            {study.StudyDate ? ` · ${isoDate(study.StudyDate)}` : ''}
          </p>
          {study.impression ? <p className="mt-1 line-clamp-2">{study.impression}</p> : null}
          <p
            className={clsx(
              'num mt-1 text-sm',
              study.reportStatus === 'awaited' ? 'text-ink-3' : 'text-ink-2',
            )}
          >
            {fresh ? <span className="mr-2 font-semibold text-accent">New</span> : null}
            {reportWords[study.reportStatus]}
            {study.signedAt ? (
              <>
                {' · '}
                <When at={study.signedAt} />
              </>
            ) : null}
          </p>
        </div>
        <ChevronRight className="size-5 shrink-0 text-ink-3 group-hover:text-ink" aria-hidden />
      </Link>
    </li>
  )
}
