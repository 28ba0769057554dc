'use client'
import { Lock, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import type { ClaimControl } from './use-claim'

interface NoticesProps {
  detail: StudyDetail
  claim: ClaimControl
}

/** What the reader must know before anything else: doubtful identity, a claim held by somebody else or lost. */
export function Notices({ detail, claim }: NoticesProps) {
  const [asking, setAsking] = useState(false)
  const holder = detail.row?.claim && !detail.row.claim.mine ? detail.row.claim.displayName : ''
  return (
    <>
      {detail.study.identityConflict ? (
        <Notice icon={TriangleAlert} strong>
          <strong className="font-semibold text-ink">Check the patient’s identity.</strong> Objects with this
          patient ID came with different names, birth dates or sexes. Compare with the request before you
          report.
        </Notice>
      ) : null}
      {holder !== '' ? (
        <Notice
          icon={Lock}
          action={
            detail.permissions.takeOver ? (
              <Button size="sm" onClick={() => setAsking(true)} disabled={claim.busy}>
                Take over
              </Button>
            ) : null
          }
        >
          {holder} is reading this study. You can look; the report is read-only.
        </Notice>
      ) : claim.problem !== '' ? (
        <Notice
          icon={Lock}
          action={
            detail.permissions.claim ? (
              <Button size="sm" onClick={() => void claim.claim()} disabled={claim.busy}>
                Claim
              </Button>
            ) : null
          }
        >
          {claim.problem}
        </Notice>
      ) : null}
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={`Take this study over from ${holder}?`}
        description="Their draft comes with it, and they are told at once. The log keeps who took it from whom."
      >
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Leave it</Button>
          <Button
            variant="primary"
            onClick={() => {
              setAsking(false)
              void claim.takeOver()
            }}
          >
            Take over
          </Button>
        </div>
      </Dialog>
    </>
  )
}

interface NoticeProps {
  icon: LucideIcon
  strong?: boolean
  action?: ReactNode
  children: ReactNode
}

function Notice({ icon: Icon, strong = false, action, children }: NoticeProps) {
  return (
    <div
      role={strong ? 'alert' : 'status'}
      className={
        strong
          ? 'flex shrink-0 items-center gap-3 border-b border-line-strong bg-raised px-3 py-1.5 text-base text-ink-2'
          : 'flex shrink-0 items-center gap-3 border-b border-line bg-raised px-3 py-1.5 text-base text-ink-2'
      }
    >
      <Icon className={strong ? 'size-4 shrink-0 text-ink' : 'size-4 shrink-0'} aria-hidden />
      <p className="min-w-0 flex-1">{children}</p>
      {action}
    </div>
  )
}
