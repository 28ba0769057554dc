'use client'
import { useState } from 'react'
import type { OrderAnswer, StudyBesideAnswer } from '@/lib/exchange/orders/order-answer'
import { callApi, wordsFor } from '../api-client'
import { isoDate } from '../patient-age'
import { ideographicName, personName } from '../person-name'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { notify } from '../ui/notify'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'

interface CompareDialogProps {
  order: OrderAnswer
  study: StudyBesideAnswer
  onClose: () => void
  onMatched: () => void
}

/** Both side by side, with a word where they differ; another patient has to be confirmed. */
export function CompareDialog({ order, study, onClose, onMatched }: CompareDialogProps) {
  const [isSamePatient, setIsSamePatient] = useState(false)
  const [error, setError] = useState('')
  const { patient } = study
  const name = (of: { PatientName: OrderAnswer['PatientName'] }): string =>
    `${personName(of.PatientName)} ${ideographicName(of.PatientName)}`.trim()
  const lines: [string, string, string][] = [
    ['Name', name(order), name(patient)],
    ['Patient ID', order.PatientID, patient.PatientID],
    ['Born', isoDate(order.PatientBirthDate), isoDate(patient.PatientBirthDate)],
    ['Sex', order.PatientSex, patient.PatientSex],
    ['Accession number', order.AccessionNumber, study.AccessionNumber],
    ['Examination', order.RequestedProcedureDescription, study.StudyDescription],
    ['Modality', order.steps.map((step) => step.Modality).join(' '), study.ModalitiesInStudy.join(' ')],
    ['Day', isoDate(order.steps[0]?.ScheduledProcedureStepStartDate ?? ''), isoDate(study.StudyDate)],
  ]
  const differs = lines.slice(0, 3).some(([, a, b]) => a !== b)

  async function match(): Promise<void> {
    try {
      const body = { studyId: study.studyId, isSamePatient }
      await callApi('POST', `/api/orders/${order.id}/match`, { body })
      notify('Order and images are matched.')
      onMatched()
    } catch (refusal) {
      setError(wordsFor(refusal))
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Compare order and images"
      width="w-[44rem]"
    >
      <div className="flex flex-col gap-4">
        <Table label="Order and images side by side">
          <thead>
            <tr>
              <Th>
                <span className="sr-only">What</span>
              </Th>
              <Th>Order</Th>
              <Th>Images</Th>
              <Th>
                <span className="sr-only">Difference</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {lines.map(([what, a, b]) => (
              <tr key={what}>
                <Td className="text-ink-3">{what}</Td>
                <Td>{a || '–'}</Td>
                <Td>{b || '–'}</Td>
                <Td className="font-medium">{a !== b ? 'differs' : ''}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
        {differs ? (
          <label className="flex items-start gap-2">
            <input
              type="checkbox"
              className="mt-1"
              checked={isSamePatient}
              onChange={(event) => setIsSamePatient(event.target.checked)}
            />
            <span>I have checked that this is one and the same patient.</span>
          </label>
        ) : null}
        <p role="alert" className={error ? 'font-medium text-ink' : 'hidden'}>
          {error}
        </p>
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Back
          </Button>
          <Button variant="primary" disabled={differs && !isSamePatient} onClick={() => void match()}>
            Match
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
