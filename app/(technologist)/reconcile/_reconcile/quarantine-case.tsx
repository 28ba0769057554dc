'use client'
import { useState } from 'react'
import type { QuarantineCase as Case } from '@/lib/archive/reconcile/cases-answer'
import { byteWords } from '../../../_components/byte-words'
import { originWords } from '../../../_components/arrivals/state-words'
import { isoDate } from '../../../_components/patient-age'
import { Button } from '../../../_components/ui/button'
import { When } from '../../../_components/when'
import { ActionDialog } from './action-dialog'
import type { Can } from './can'
import { Compare } from './compare'
import { comparedIdentities } from './identity-words'
import { Picture } from './picture'
import { conflictWords, counted } from './words'

type Action = 'stored' | 'new' | 'discard'

export function QuarantineCase({ found, can, changed }: { found: Case; can: Can; changed: () => void }) {
  const [action, setAction] = useState<Action | null>(null)
  const { conflict, incoming, stored, ids, objects, replaces } = found
  const [first = ''] = ids
  const rows = stored
    ? [
        ...comparedIdentities(incoming, stored.identity),
        { label: 'Study date', left: isoDate(incoming.StudyDate), right: isoDate(stored.study.StudyDate) },
        { label: 'Procedure', left: incoming.StudyDescription, right: stored.study.StudyDescription },
        { label: 'Accession', left: incoming.AccessionNumber, right: stored.study.AccessionNumber },
        {
          label: 'Modality',
          left: incoming.modalities.join(' '),
          right: stored.study.ModalitiesInStudy.join(' '),
        },
      ]
    : comparedIdentities(incoming, incoming)
  return (
    <article aria-label={conflictWords[conflict]} className="mb-6 border-t border-line-strong pt-3">
      <h3 className="font-medium">{conflictWords[conflict]}</h3>
      <p className="num mb-2 text-sm text-ink-3">
        {counted(objects, 'object')}, {byteWords(found.bytes)} · from {originWords(found.origin)} ·{' '}
        <When at={found.receivedAt} />
        {found.timesSeen > objects ? ` · sent ${found.timesSeen} times` : ''}
      </p>
      <Compare
        label="What arrived, beside what is stored"
        heads={[
          <span key="a" className="flex flex-col gap-1">
            {can.see ? (
              <Picture src={`/api/reconcile/quarantine/${first}/image`} label="First image in quarantine" />
            ) : null}
            Arrived, in quarantine
          </span>,
          <span key="b" className="flex flex-col gap-1">
            {can.see && stored && stored.study.images > 0 ? (
              <Picture
                src={`/dicom-web/studies/${stored.study.StudyInstanceUID}/thumbnail`}
                label="An image of the stored study"
              />
            ) : null}
            {stored ? `Stored, ${counted(stored.study.images, 'image')}` : 'Not stored any more'}
          </span>,
        ]}
        rows={rows}
      />
      {can.change ? (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" onClick={() => setAction('stored')}>
            {replaces ? 'Replace the stored one…' : 'Take into the stored study…'}
          </Button>
          <Button size="sm" onClick={() => setAction('new')}>
            Take as a new study…
          </Button>
          <Button size="sm" variant="danger" onClick={() => setAction('discard')}>
            Discard…
          </Button>
        </div>
      ) : null}
      {action === 'stored' ? (
        <ActionDialog
          title={replaces ? 'Replace the stored object' : 'Take into the stored study'}
          explanation={
            replaces
              ? 'The stored object is deleted, and can be had back; this one takes its place.'
              : 'The images get the patient and the study that are stored. What they said before stays in them as original attributes.'
          }
          confirm={replaces ? 'Replace' : 'Take in'}
          path="/api/reconcile/quarantine/accept"
          body={{ ids, as: 'stored' }}
          done="Taken into the archive. It can be undone below."
          onClose={() => setAction(null)}
          onDone={changed}
        />
      ) : null}
      {action === 'new' ? (
        <ActionDialog
          title="Take as a new study"
          explanation="The images become a study of the patient whom they name, under new UIDs; the old ones stay in them as original attributes."
          confirm="Take as new"
          path="/api/reconcile/quarantine/accept"
          body={{ ids, as: 'new' }}
          done="Taken as a new study. It can be undone below."
          onClose={() => setAction(null)}
          onDone={changed}
        />
      ) : null}
      {action === 'discard' ? (
        <ActionDialog
          title="Discard"
          explanation={`${counted(objects, 'object')} will not be stored. Undo is possible until the bytes are removed.`}
          confirm="Discard"
          danger
          path="/api/reconcile/quarantine/discard"
          body={{ ids }}
          done="Discarded. It can be undone below."
          onClose={() => setAction(null)}
          onDone={changed}
        />
      ) : null}
    </article>
  )
}
