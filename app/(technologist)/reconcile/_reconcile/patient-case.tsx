'use client'
import { useState } from 'react'
import type { PatientCase as Case } from '@/lib/archive/reconcile/cases-answer'
import { Button } from '../../../_components/ui/button'
import type { Can } from './can'
import { Compare } from './compare'
import { comparedIdentities, idWords } from './identity-words'
import { MergeDialog } from './merge-dialog'
import { PatientCard } from './patient-card'
import { counted } from './words'

/** Records that share an ID: one person written in two ways, or two people under one ID. */
export function PatientCase({ found, can, changed }: { found: Case; can: Can; changed: () => void }) {
  const [isMerging, setMerging] = useState(false)
  const [first, second] = found.records
  if (!first) return null
  return (
    <article aria-label={`Patient ID ${found.PatientID}`} className="mb-6 border-t border-line-strong pt-3">
      <h3 className="mb-2 font-medium">
        {idWords(first.identity)}: {counted(found.records.length, 'record')}
      </h3>
      {second && found.records.length === 2 ? (
        <Compare
          label="The two records"
          heads={['One record', 'The other record']}
          rows={comparedIdentities(first.identity, second.identity)}
        />
      ) : null}
      <div className="mt-2 grid gap-x-8 lg:grid-cols-2">
        {found.records.map((patient) => (
          <PatientCard key={patient.patientId} patient={patient} can={can} changed={changed} />
        ))}
      </div>
      {can.change && second ? (
        <Button size="sm" onClick={() => setMerging(true)}>
          Merge: they are one person…
        </Button>
      ) : null}
      {isMerging ? (
        <MergeDialog records={found.records} onClose={() => setMerging(false)} onDone={changed} />
      ) : null}
    </article>
  )
}
