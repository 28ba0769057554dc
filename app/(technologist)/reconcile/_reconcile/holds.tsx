'use client'
import { useState } from 'react'
import type { HoldShown } from '@/lib/archive/reconcile/cases-answer'
import { isoDate } from '../../../_components/patient-age'
import { Button } from '../../../_components/ui/button'
import { When } from '../../../_components/when'
import { ActionDialog } from './action-dialog'
import { nameWords } from './identity-words'

export function Holds({
  holds,
  canHold,
  changed,
}: {
  holds: readonly HoldShown[]
  canHold: boolean
  changed: () => void
}) {
  const [releasing, setReleasing] = useState<HoldShown | null>(null)
  return (
    <>
      <ul>
        {holds.map((hold) => (
          <li
            key={hold.studyId}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1.5"
          >
            <span className="num min-w-0 flex-1 basis-64">
              <span className="font-medium">{nameWords(hold.PatientName)}</span> {hold.PatientID} ·{' '}
              {isoDate(hold.StudyDate)} {hold.StudyDescription}
              <span className="block text-sm text-ink-3">
                {hold.reason} · {hold.setBy}, <When at={hold.setAt} />
              </span>
            </span>
            {canHold ? (
              <Button size="sm" onClick={() => setReleasing(hold)}>
                Release…
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {releasing ? (
        <ActionDialog
          title="Release the legal hold"
          explanation="The study can be deleted again, also by a retention rule."
          confirm="Release"
          path={`/api/reconcile/studies/${releasing.studyId}/release`}
          body={{}}
          done="Released."
          onClose={() => setReleasing(null)}
          onDone={changed}
        />
      ) : null}
    </>
  )
}
