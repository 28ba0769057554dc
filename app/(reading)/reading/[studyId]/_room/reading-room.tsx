'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect } from 'react'
import { wordsFor } from '@/app/_components/api-client'
import { ApiError } from '@/app/_components/api-error'
import { ErrorState } from '@/app/_components/ui/error-state'
import type { Role } from '@/lib/access/roles'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import { SidePanel } from './side-panel'
import { ViewerLoader } from '../_viewer/viewer-loader'
import { reachesViewer } from '../_viewer/use-viewer-keys'
import { warmViewer } from '../_viewer/warm-viewer'
import { Notices } from './notices'
import { StudyHeader } from './study-header'
import { useClaim } from './use-claim'
import { useStudyDetail } from './use-study-detail'

/** The page on which a study is read: images, what the models say, and the report. */
export function ReadingRoom({ studyId, role }: { studyId: string; role: Role }) {
  const { data, error, reload } = useStudyDetail(studyId)
  useEffect(() => void warmViewer(), [])
  if (data) return <OpenStudy detail={data} role={role} reload={reload} />
  if (error instanceof ApiError && error.code === 'not-found')
    return (
      <ErrorState
        title="There is no such study here"
        message="It may belong to another list, or the link is old."
      />
    )
  if (error) return <ErrorState message={wordsFor(error)} onRetry={() => void reload()} />
  return (
    <div role="status" className="flex flex-1 items-center justify-center text-base text-ink-3">
      Opening the study…
    </div>
  )
}

interface OpenStudyProps {
  detail: StudyDetail
  role: Role
  reload: () => Promise<void>
}

function OpenStudy({ detail, role, reload }: OpenStudyProps) {
  const router = useRouter()
  const claim = useClaim(detail, reload)
  const { release } = claim
  const leave = useCallback(async () => {
    await release()
    router.push(role === 'referrer' ? '/' : '/worklist')
  }, [release, role, router])
  useLeaveKey(leave)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <StudyHeader
        detail={detail}
        busy={claim.busy}
        onLeave={() => void leave()}
        onClaim={() => void claim.claim()}
      />
      <Notices detail={detail} claim={claim} />
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <div className="min-h-0 min-w-0 max-lg:h-[58dvh] max-sm:h-[46dvh] max-lg:shrink-0 lg:flex-1">
          <ViewerLoader detail={detail} />
        </div>
        <SidePanel detail={detail} reload={reload} />
      </div>
    </div>
  )
}

/** Escape goes one step out: from the report to the images, from the images to the list. E goes to the report. */
function useLeaveKey(leave: () => Promise<void>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof HTMLElement ? event.target : null
      // A focused pane reports every key as dealt with, dealt with or not.
      if (event.defaultPrevented && !target?.closest('[data-pane]')) return
      if (target?.closest('[role="dialog"],[role="menu"],[role="listbox"]')) return
      if (event.key === 'Escape') {
        if (target?.closest('textarea,input:not([type="range"])')) return target.blur()
        void leave()
      }
      if (event.key.toLowerCase() === 'e' && reachesViewer(event)) {
        const field = document.querySelector<HTMLTextAreaElement>('[data-report-field="findings"]')
        if (!field) return
        event.preventDefault()
        field.focus()
      }
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [leave])
}
