'use client'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import { dateText } from '@/lib/viewer/dicom-format'

interface PriorsListProps {
  priors: StudyDetail['priors']
  /** Study ids whose series are hung or being fetched. */
  open: readonly string[]
  onOpen: (studyId: string) => void
}

/** The patient's earlier studies; one click hangs one beside the current. */
export function PriorsList({ priors, open, onOpen }: PriorsListProps) {
  if (priors.length === 0) return <p className="px-2.5 py-1 text-sm text-ink-3">No earlier studies here.</p>
  return (
    <ul className="flex gap-1 px-1.5 pb-2 max-lg:w-max lg:flex-col">
      {priors.map((prior) => (
        <li key={prior.studyId}>
          <button
            type="button"
            aria-pressed={open.includes(prior.studyId)}
            onClick={() => onOpen(prior.studyId)}
            className="flex w-full flex-col rounded-md px-1.5 py-1 text-left hover:bg-hover aria-pressed:bg-selected max-lg:w-36"
          >
            <span className="num text-sm text-ink">
              {dateText(prior.StudyDate) || 'No date'} · {prior.ModalitiesInStudy.join(', ')}
            </span>
            <span className="truncate text-xs text-ink-3">
              {prior.StudyDescription || `${prior.NumberOfStudyRelatedInstances} images`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
