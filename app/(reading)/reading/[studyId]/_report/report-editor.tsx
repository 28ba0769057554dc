'use client'
import { useEffect, useState } from 'react'
import { callApi, wordsFor } from '@/app/_components/api-client'
import { notify } from '@/app/_components/ui/notify'
import { Button } from '@/app/_components/ui/button'
import type { ReportDraftDto, ReportVersionDto } from '@/lib/reporting/report'
import type { ReportText } from '@/lib/reporting/report-text'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import { ConflictNotice } from './conflict-notice'
import { CopyAside } from './copy-aside'
import { GrowingText } from './growing-text'
import { SaveState } from './save-state'
import { SignDialog, type SignStatus } from './sign-dialog'
import { useDraft } from './use-draft'

interface ReportEditorProps {
  detail: StudyDetail
  draft: ReportDraftDto | null
  versions: ReportVersionDto[]
  onSigned: (version: ReportVersionDto) => void
}

/** Indication, findings, impression: saved as they are typed, signed when they are done. */
export function ReportEditor({ detail, draft, versions, onSigned }: ReportEditorProps) {
  const { study, permissions, row } = detail
  const whose = { studyId: study.studyId, userId: row?.claim?.userId ?? '' } // who holds the study edits it
  const { session, state } = useDraft(whose, startingPoint(draft, versions), draft)
  const [signing, setSigning] = useState<SignStatus | null>(null)
  const [loading, setLoading] = useState(false)
  const best: SignStatus | null = permissions.signFinal
    ? 'final'
    : permissions.signPreliminary
      ? 'preliminary'
      : null
  const edit = (change: Partial<ReportText>): void => session.edit(change)
  const save = (): void => void session.flush()

  useEffect(() => {
    if (!best) return
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
      event.preventDefault()
      setSigning(best)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [best])

  async function takeTheirs(keepMine: boolean): Promise<void> {
    setLoading(true)
    try {
      const fresh = await callApi<StudyDetail>('GET', `/api/studies/${study.studyId}`)
      if (fresh.report?.draft) session.takeTheirs(fresh.report.draft, keepMine)
    } catch (error) {
      notify(wordsFor(error), { kind: 'error' })
    } finally {
      setLoading(false)
    }
  }

  return (
    <>
      {state.status === 'conflict' ? (
        <ConflictNotice
          author={state.words}
          busy={loading}
          onChoose={(keepMine) => void takeTheirs(keepMine)}
        />
      ) : null}
      <div className="flex flex-col gap-3 px-3 py-3">
        <GrowingText
          label="Indication"
          name="indication"
          rows={1}
          value={state.text.indication}
          onChange={(indication) => edit({ indication })}
          onBlur={save}
        />
        <GrowingText
          label="Findings"
          name="findings"
          rows={7}
          value={state.text.findings}
          onChange={(findings) => edit({ findings })}
          onBlur={save}
        />
        <GrowingText
          label="Impression"
          name="impression"
          rows={3}
          value={state.text.impression}
          onChange={(impression) => edit({ impression })}
          onBlur={save}
        />
        {state.copy ? (
          <CopyAside copy={state.copy} current={state.text} onInsert={edit} onDiscard={session.discardCopy} />
        ) : null}
      </div>
      <footer className="sticky bottom-0 mt-auto flex min-h-12 flex-wrap items-center gap-2 border-t border-line bg-surface px-3 py-2">
        <div className="min-w-0 flex-1">
          <SaveState state={state} />
        </div>
        {permissions.signPreliminary ? (
          <Button
            size="sm"
            variant={best === 'preliminary' ? 'primary' : 'secondary'}
            disabled={state.status === 'conflict'}
            onClick={() => setSigning('preliminary')}
          >
            Sign preliminary
          </Button>
        ) : null}
        {permissions.signFinal ? (
          <Button
            size="sm"
            variant="primary"
            disabled={state.status === 'conflict'}
            onClick={() => setSigning('final')}
          >
            Sign final
          </Button>
        ) : null}
      </footer>
      <SignDialog
        status={signing}
        study={study}
        session={session}
        onClose={() => setSigning(null)}
        onSigned={(version) => {
          setSigning(null)
          onSigned(version)
        }}
      />
    </>
  )
}

/** The draft; without one the last signed text, which a co-signer starts from; else nothing. */
function startingPoint(
  draft: ReportDraftDto | null,
  versions: ReportVersionDto[],
): { text: ReportText; revision: number; updatedAt: string | null } {
  const { indication, findings, impression } = draft ??
    versions.at(-1) ?? { indication: '', findings: '', impression: '' }
  return {
    text: { indication, findings, impression },
    revision: draft?.revision ?? 0,
    updatedAt: draft?.updatedAt ?? null,
  }
}
