'use client'
import { useState } from 'react'
import type { StudyShown } from '@/lib/archive/reconcile/cases-answer'
import { Field } from '../../../_components/ui/field'
import { Select } from '../../../_components/ui/select'
import { ActionDialog } from './action-dialog'
import { PatientPicker, type PatientChoice } from './patient-picker'
import { SeriesChooser } from './series-chooser'
import { counted, rejectionWords, type RejectionChoice } from './words'

export type StudyAction = 'move' | 'split' | 'delete' | 'hold'

interface StudyDialogProps {
  action: StudyAction
  study: StudyShown
  onClose: () => void
  onDone: () => void
}

export function StudyDialog({ action, study, onClose, onDone }: StudyDialogProps) {
  const [to, setTo] = useState<PatientChoice>(null)
  const [series, setSeries] = useState<string[]>([])
  const [rejection, setRejection] = useState<RejectionChoice>('none')
  const common = { onClose, onDone }
  if (action === 'move') {
    return (
      <ActionDialog
        {...common}
        title="Move the study to another patient"
        explanation="Report and reading state go with it. Images of it that still arrive under the old name join it."
        confirm="Move"
        path={`/api/reconcile/studies/${study.studyId}/move`}
        body={to && { to }}
        done="Moved. It can be undone below."
        width="w-[36rem]"
      >
        <PatientPicker onChoose={setTo} />
      </ActionDialog>
    )
  }
  if (action === 'split') {
    return (
      <ActionDialog
        {...common}
        title="Split the study"
        explanation="The series chosen become a study of their own; images keep their UIDs."
        confirm="Split"
        path={`/api/reconcile/studies/${study.studyId}/split`}
        body={to && series.length > 0 ? { to, SeriesInstanceUIDs: series } : null}
        done="Split. It can be undone below."
        width="w-[36rem]"
      >
        <SeriesChooser studyId={study.studyId} chosen={series} onChoose={setSeries} />
        <PatientPicker onChoose={setTo} />
      </ActionDialog>
    )
  }
  if (action === 'hold') {
    return (
      <ActionDialog
        {...common}
        title="Legal hold"
        explanation="Nothing of this study can be deleted, by a person, a rule or a rejection, until the hold is released."
        confirm="Hold"
        path={`/api/reconcile/studies/${study.studyId}/hold`}
        body={{}}
        done="The study is under legal hold."
      />
    )
  }
  return (
    <ActionDialog
      {...common}
      title="Delete the study"
      explanation={`${counted(study.images, 'image')} vanish from every list at once. Undo is possible until the bytes are removed.`}
      confirm="Delete"
      danger
      path="/api/reconcile/delete"
      body={{ StudyInstanceUID: study.StudyInstanceUID, ...(rejection === 'none' ? {} : { rejection }) }}
      done="Deleted. It can be undone below."
    >
      <Field label="Tell other systems by a rejection note">
        <Select items={rejectionWords} value={rejection} onValueChange={setRejection} />
      </Field>
    </ActionDialog>
  )
}
