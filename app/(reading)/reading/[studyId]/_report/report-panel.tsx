'use client'
import { useState } from 'react'
import type { ReportVersionDto } from '@/lib/reporting/report'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import { AddendumForm } from './addendum-form'
import { NextCase } from './next-case'
import { ReportEditor } from './report-editor'
import { Versions } from './versions'

interface ReportPanelProps {
  detail: StudyDetail
  report: NonNullable<StudyDetail['report']>
  reload: () => Promise<void>
}

/** The report of the study: signed versions above, the editor for who may write, the way on after signing. */
export function ReportPanel({ detail, report, reload }: ReportPanelProps) {
  const { permissions, study, row } = detail
  const [signed, setSigned] = useState<ReportVersionDto | null>(null)
  const editing = permissions.draft && signed === null
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <Versions versions={report.versions} openNewest={!editing} />
      {editing ? (
        <ReportEditor
          detail={detail}
          draft={report.draft}
          versions={report.versions}
          onSigned={(version) => {
            setSigned(version)
            void reload()
          }}
        />
      ) : (
        <div className="flex flex-col gap-4 px-3 py-3">
          {signed ? (
            <div role="status" className="flex flex-col gap-2">
              <p className="text-base font-medium">
                {signed.status === 'final' ? 'Final report signed.' : 'Preliminary report signed.'}
              </p>
              <NextCase />
            </div>
          ) : null}
          {signed === null && report.versions.length === 0 ? (
            <p className="text-base text-ink-2">{unwritten(detail)}</p>
          ) : null}
          {!permissions.draft && report.draft && !row?.claim?.mine ? (
            <DraftText draft={report.draft} />
          ) : null}
          {permissions.addend ? (
            <AddendumForm studyId={study.studyId} onSigned={() => void reload()} />
          ) : null}
        </div>
      )}
    </div>
  )
}

function unwritten({ row }: StudyDetail): string {
  if (row?.claim && !row.claim.mine) return `${row.claim.displayName} is writing the report.`
  return 'There is no report yet.'
}

function DraftText({ draft }: { draft: NonNullable<StudyDetail['report']>['draft'] }) {
  if (!draft) return null
  const parts = [draft.indication, draft.findings, draft.impression].filter((part) => part.trim() !== '')
  if (parts.length === 0) return null
  return (
    <section aria-label="Unsigned draft" className="flex flex-col gap-2 text-base text-ink-2">
      <h3 className="text-sm font-medium text-ink-3">
        Unsigned draft{draft.author ? ` by ${draft.author.displayName}` : ''}
      </h3>
      {parts.map((part) => (
        <p key={part} className="whitespace-pre-wrap">
          {part}
        </p>
      ))}
    </section>
  )
}
