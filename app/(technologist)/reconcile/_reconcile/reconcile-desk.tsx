'use client'
import { useQueryClient } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import type { ReconcileAnswer } from '@/lib/archive/reconcile/cases-answer'
import { wordsFor } from '../../../_components/api-client'
import { Section } from '../../../_components/section'
import { EmptyState } from '../../../_components/ui/empty-state'
import { ErrorState } from '../../../_components/ui/error-state'
import { SkeletonRows } from '../../../_components/ui/skeleton-rows'
import { useLiveQuery } from '../../../_components/use-live-query'
import { LiveMark } from '../../../_components/worklist/live-mark'
import type { Can } from './can'
import { Changes } from './changes'
import { FindPatient } from './find-patient'
import { Holds } from './holds'
import { PatientCase } from './patient-case'
import { QuarantineCase } from './quarantine-case'
import { foundPatientsKey } from './use-found-patients'

const path = '/api/reconcile'

/** What contradicts itself in the archive, side by side, and what was done about it. */
export function ReconcileDesk({ can }: { can: Can }) {
  const { query, live } = useLiveQuery<ReconcileAnswer>(path)
  const client = useQueryClient()
  if (query.error && !query.data) {
    return <ErrorState message={wordsFor(query.error)} onRetry={() => void query.refetch()} />
  }
  if (!query.data) return <SkeletonRows rows={8} label="Loading what waits for a decision" />
  const { quarantine, patients, holds, changes, undoDays } = query.data
  const changed = (): void => {
    void client.invalidateQueries({ queryKey: [path] })
    void client.invalidateQueries({ queryKey: [foundPatientsKey] })
    void client.invalidateQueries({ queryKey: ['/api/reconcile/count'] })
  }
  const common = { can, changed }
  return (
    <>
      <Section
        title="In quarantine"
        note="Images that contradict what is stored. They are kept whole until somebody decides."
        aside={<LiveMark state={live} />}
      >
        {quarantine.length === 0 ? (
          <EmptyState compact icon={CircleCheck} title="Nothing contradicts what is stored" />
        ) : (
          quarantine.map((found) => <QuarantineCase key={found.key} found={found} {...common} />)
        )}
      </Section>
      <Section
        title="One Patient ID, two people?"
        note="Records that share an ID and differ in name or birth date."
      >
        {patients.length === 0 ? (
          <EmptyState compact icon={CircleCheck} title="Every Patient ID names one person" />
        ) : (
          patients.map((found) => (
            <PatientCase key={`${found.PatientID}\\${found.IssuerOfPatientID}`} found={found} {...common} />
          ))
        )}
      </Section>
      <Section title="Any patient" note="Correct, merge, move, split or delete what somebody has reported.">
        <FindPatient {...common} />
      </Section>
      {holds.length > 0 ? (
        <Section title="Under legal hold" note="Nothing of these studies can be deleted.">
          <Holds holds={holds} canHold={can.hold} changed={changed} />
        </Section>
      ) : null}
      <Section
        title="Changes"
        note={`What is deleted can be had back for ${undoDays} days, then its bytes are removed.`}
      >
        <Changes changes={changes} canUndo={can.change} changed={changed} />
      </Section>
    </>
  )
}
