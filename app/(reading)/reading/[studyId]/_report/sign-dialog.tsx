'use client'
import { useState } from 'react'
import { callApi, wordsFor } from '@/app/_components/api-client'
import { personName } from '@/app/_components/person-name'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import type { ReportVersionDto } from '@/lib/reporting/report'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import type { DraftSession } from './draft-session'

export type SignStatus = 'preliminary' | 'final'

interface SignDialogProps {
  /** What is about to be signed; null closes the dialog. */
  status: SignStatus | null
  study: StudyDetail['study']
  session: DraftSession
  onClose: () => void
  onSigned: (version: ReportVersionDto) => void
}

/** Shows exactly what will be signed, for whom, and signs it once it is saved. */
export function SignDialog({ status, study, session, onClose, onSigned }: SignDialogProps) {
  return (
    <Dialog
      open={status !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={status === 'final' ? 'Sign the final report' : 'Sign a preliminary report'}
      width="w-[36rem]"
    >
      {status ? (
        <SignForm status={status} study={study} session={session} onClose={onClose} onSigned={onSigned} />
      ) : null}
    </Dialog>
  )
}

function SignForm({ status, study, session, onClose, onSigned }: SignDialogProps & { status: SignStatus }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const { text } = session.state()
  const empty = text.impression.trim() === ''

  async function sign(): Promise<void> {
    setBusy(true)
    setProblem('')
    try {
      if (!(await session.flush())) {
        setProblem('The report is not saved yet, so it cannot be signed. See the notice beside the editor.')
        return
      }
      const { revision } = session.state()
      onSigned(
        await callApi<ReportVersionDto>('POST', `/api/studies/${study.studyId}/report/sign`, {
          body: { status, revision },
        }),
      )
    } catch (error) {
      setProblem(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="flex flex-col gap-4">
      <p className="num text-base">
        <strong className="font-semibold">{personName(study.PatientName)}</strong>
        <span className="text-ink-2">
          {' '}
          · {study.PatientID || 'no patient ID'} · {study.StudyDescription}
        </span>
      </p>
      <dl className="flex max-h-[45dvh] flex-col gap-3 overflow-y-auto rounded-md border border-line bg-ground p-3 text-[0.875rem] leading-[1.6]">
        <Part title="Indication" text={text.indication} />
        <Part title="Findings" text={text.findings} />
        <Part title="Impression" text={text.impression} />
      </dl>
      <p className="text-base text-ink-2">
        {status === 'final'
          ? 'A final report cannot be changed. It goes to the referring physician at once; later words go into an addendum.'
          : 'A preliminary report goes to the referring physician at once, marked preliminary. A radiologist signs the final one.'}
      </p>
      {empty ? (
        <p role="alert" className="text-base font-medium text-ink">
          Write an impression first: it is what the referrer reads.
        </p>
      ) : null}
      {problem === '' ? null : (
        <p role="alert" className="text-base font-medium text-ink">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Back to the report</Button>
        <Button variant="primary" disabled={busy || empty} onClick={() => void sign()} autoFocus>
          {busy ? 'Signing…' : status === 'final' ? 'Sign final' : 'Sign preliminary'}
        </Button>
      </div>
    </div>
  )
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <dt className="text-sm font-medium text-ink-3">{title}</dt>
      <dd className="whitespace-pre-wrap">
        {text.trim() === '' ? <span className="text-ink-3">empty</span> : text}
      </dd>
    </div>
  )
}
