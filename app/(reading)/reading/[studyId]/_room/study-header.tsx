'use client'
import { ArrowLeft } from 'lucide-react'
import { ideographicName, personName, personNameOf } from '@/app/_components/person-name'
import { isoDate, patientAge } from '@/app/_components/patient-age'
import { clockWords, dueWords } from '@/app/_components/time-words'
import { Badge } from '@/app/_components/ui/badge'
import { Button } from '@/app/_components/ui/button'
import { useHydrated } from '@/app/_components/use-hydrated'
import { useNow } from '@/app/_components/use-now'
import type { StudyDetail } from '@/lib/worklist/study-detail'

interface StudyHeaderProps {
  detail: StudyDetail
  busy: boolean
  onLeave: () => void
  onClaim: () => void
}

/** Whose images these are, what was asked, and by when. */
export function StudyHeader({ detail, busy, onLeave, onClaim }: StudyHeaderProps) {
  const { study, row, permissions } = detail
  const other = ideographicName(study.PatientName)
  const born = isoDate(study.PatientBirthDate)
  const onDay = new Date(`${isoDate(study.StudyDate)}T12:00:00Z`)
  const age = patientAge(study.PatientBirthDate, Number.isNaN(onDay.getTime()) ? new Date() : onDay)
  const facts = [
    sexWord(study.PatientSex),
    age,
    born === '' ? '' : `born ${born}`,
    study.PatientID === '' ? 'no patient ID' : `ID ${study.PatientID}`,
  ]
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-2 py-1">
      <Button
        size="sm"
        variant="ghost"
        onClick={onLeave}
        aria-label={row?.claim?.mine ? 'Release and back to the list' : 'Back'}
      >
        <ArrowLeft className="size-4" aria-hidden />
        <span className="max-sm:hidden">{row?.claim?.mine ? 'Release' : 'Back'}</span>
      </Button>
      <div className="min-w-0">
        <h1 className="flex items-baseline gap-2 truncate text-lg leading-tight font-semibold">
          {personName(study.PatientName)}
          {other === '' ? null : <span className="font-normal text-ink-2">{other}</span>}
          {study.synthetic ? <Badge>Synthetic</Badge> : null}
        </h1>
        <p className="num truncate text-sm text-ink-2">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <div className="min-w-0 border-line max-sm:w-full sm:border-l sm:pl-4">
        <p className="truncate text-base leading-tight">{study.StudyDescription || 'No description'}</p>
        <p className="num truncate text-sm text-ink-2">
          {[
            isoDate(study.StudyDate),
            study.AccessionNumber && `Acc ${study.AccessionNumber}`,
            study.ReferringPhysicianName && `for ${personNameOf(study.ReferringPhysicianName)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="ml-auto flex min-w-0 items-center gap-3 max-sm:ml-0 max-sm:w-full">
        {row ? <Due row={row} /> : null}
        <ClaimState row={row} mayClaim={permissions.claim} busy={busy} onClaim={onClaim} />
      </div>
    </header>
  )
}

const waiting = ['readable', 'claimed']

function Due({ row }: { row: NonNullable<StudyDetail['row']> }) {
  const now = useNow(0, 15_000)
  const hydrated = useHydrated()
  if (!waiting.includes(row.state)) return <Badge>{stateWords[row.state]}</Badge>
  const due = dueWords(row.dueAt, now)
  const tone = { overdue: 'text-overdue', soon: 'text-soon', later: 'text-ink' }[due.kind]
  return (
    <div className="min-w-0 text-right max-sm:text-left">
      <p className="num flex items-center justify-end gap-2 text-base leading-tight max-sm:justify-start">
        <Badge tone={row.urgency === 'STAT' ? 'urgent' : 'neutral'}>{row.urgency}</Badge>
        <span className={tone}>
          {due.kind === 'overdue' ? '▲ ' : ''}
          {hydrated ? `Due ${clockWords(row.dueAt, now)}, ${due.words}` : ''}
        </span>
      </p>
      <p className="truncate text-sm text-ink-2" title={row.reason}>
        {row.reason}
      </p>
    </div>
  )
}

const stateWords = {
  readable: 'To read',
  claimed: 'Being read',
  preliminary: 'Preliminary',
  final: 'Final',
  addended: 'Addended',
  cancelled: 'Cancelled',
} as const

interface ClaimStateProps {
  row: StudyDetail['row']
  mayClaim: boolean
  busy: boolean
  onClaim: () => void
}

function ClaimState({ row, mayClaim, busy, onClaim }: ClaimStateProps) {
  if (!row) return null
  if (row.claim?.mine) return <span className="text-sm whitespace-nowrap text-accent">Yours</span>
  if (row.claim) return <span className="text-sm whitespace-nowrap text-ink-2">{row.claim.displayName}</span>
  if (!mayClaim) return null
  return (
    <Button size="sm" onClick={onClaim} disabled={busy}>
      Claim
    </Button>
  )
}

function sexWord(PatientSex: string): string {
  if (PatientSex === 'F') return 'female'
  if (PatientSex === 'M') return 'male'
  return PatientSex === 'O' ? 'other sex' : 'sex not stated'
}
