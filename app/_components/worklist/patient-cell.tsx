import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { ideographicName, personName } from '../person-name'

export function PatientCell({ row }: { row: WorklistRow }) {
  const ideographic = ideographicName(row.PatientName)
  return (
    <>
      <Link
        href={`/reading/${row.studyId}`}
        prefetch={false}
        tabIndex={-1}
        className="min-w-0 shrink truncate font-medium text-ink"
        onClick={(event) => event.stopPropagation()}
      >
        {personName(row.PatientName)}
      </Link>
      {ideographic ? (
        <span lang="ja" className="shrink-0 text-ink-2">
          {ideographic}
        </span>
      ) : null}
      {row.identityConflict ? (
        <span
          className="flex shrink-0 items-center gap-1 text-urgent"
          title="Another patient has the same ID with other demographics"
        >
          <TriangleAlert className="size-3" aria-hidden />
          ID clash
        </span>
      ) : null}
    </>
  )
}
