'use client'
import { useState } from 'react'
import type { PatientShown, StudyShown } from '@/lib/archive/reconcile/cases-answer'
import { isoDate } from '../../../_components/patient-age'
import { Button } from '../../../_components/ui/button'
import type { Can } from './can'
import { CorrectDialog } from './correct-dialog'
import { idWords, nameWords } from './identity-words'
import { StudyDialog, type StudyAction } from './study-dialog'
import { counted } from './words'

interface PatientCardProps {
  patient: PatientShown
  can: Can
  changed: () => void
}

/** A record with its studies, and what can be done to each. */
export function PatientCard({ patient, can, changed }: PatientCardProps) {
  const [open, setOpen] = useState<{ action: StudyAction; study: StudyShown } | null>(null)
  const [isCorrecting, setCorrecting] = useState(false)
  const { identity, studies } = patient
  return (
    <div className="mb-4">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h4 className="font-medium">{nameWords(identity.PatientName)}</h4>
        <span className="num text-sm text-ink-2">
          {[idWords(identity), isoDate(identity.PatientBirthDate), identity.PatientSex]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {can.change ? (
          <Button size="sm" variant="ghost" onClick={() => setCorrecting(true)}>
            Correct…
          </Button>
        ) : null}
      </div>
      <ul>
        {studies.map((study) => (
          <li
            key={study.studyId}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1.5"
          >
            <span className="num min-w-0 flex-1 basis-56">
              {isoDate(study.StudyDate) || 'No date'} ·{' '}
              {study.StudyDescription || study.ModalitiesInStudy.join(' ') || 'Study'}
              <span className="text-ink-3">
                {' '}
                · {counted(study.images, 'image')}
                {study.AccessionNumber ? ` · ${study.AccessionNumber}` : ''}
              </span>
            </span>
            <span className="flex flex-wrap gap-1">
              {actionsFor(can).map(([action, label]) => (
                <Button key={action} size="sm" variant="ghost" onClick={() => setOpen({ action, study })}>
                  {label}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {open ? <StudyDialog {...open} onClose={() => setOpen(null)} onDone={changed} /> : null}
      {isCorrecting ? (
        <CorrectDialog patient={patient} onClose={() => setCorrecting(false)} onDone={changed} />
      ) : null}
    </div>
  )
}

function actionsFor(can: Can): [StudyAction, string][] {
  return [
    ...(can.change ? ([['move', 'Move…']] as [StudyAction, string][]) : []),
    ...(can.change && can.open ? ([['split', 'Split…']] as [StudyAction, string][]) : []),
    ...(can.remove ? ([['delete', 'Delete…']] as [StudyAction, string][]) : []),
    ...(can.hold ? ([['hold', 'Hold…']] as [StudyAction, string][]) : []),
  ]
}
