'use client'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo, useRef, useState } from 'react'
import { worklistViews, type WorklistAnswer, type WorklistRow } from '@/lib/worklist/worklist-row'
import { wordsFor } from '../api-client'
import { ErrorState } from '../ui/error-state'
import { SkeletonRows } from '../ui/skeleton-rows'
import { useMedia } from '../use-media'
import { useNow } from '../use-now'
import { ChangeBanner } from './change-banner'
import { DetailsBar } from './details-bar'
import { LiveMark } from './live-mark'
import { NoticeBar } from './notice-bar'
import { RowButtons } from './row-buttons'
import { searchRows } from './search-rows'
import { ShortcutSheet } from './shortcut-sheet'
import { UrgencyDialog } from './urgency-dialog'
import { useHeldRows } from './use-held-rows'
import { useRowActions } from './use-row-actions'
import { useWindowFocus } from './use-window-focus'
import { useWorklist } from './use-worklist'
import { useWorklistKeys } from './use-worklist-keys'
import { ViewTabs } from './view-tabs'
import { WorklistEmpty } from './worklist-empty'
import { WorklistGrid, type GridHandle } from './worklist-grid'
import { WorklistToolbar } from './worklist-toolbar'

export interface WorklistPermissions {
  claim: boolean
  setUrgency: boolean
  readAi: boolean
  loadDemo: boolean
}

const address = {
  view: parseAsStringLiteral(worklistViews).withDefault('to-read'),
  modality: parseAsString.withDefault(''),
}

/** The reading list. */
export function Worklist({
  permissions,
  initial,
}: {
  permissions: WorklistPermissions
  initial?: WorklistAnswer
}) {
  const [{ view: wanted, modality }, setAddress] = useQueryStates(address)
  const views = useMemo(
    () => worklistViews.filter((name) => name !== 'ai-critical' || permissions.readAi),
    [permissions.readAi],
  )
  const view = views.includes(wanted) ? wanted : 'to-read'
  const [text, setText] = useState('')
  const { answer, counts, offset, error, live, refresh } = useWorklist({
    view,
    searching: text !== '',
    initial: view === 'to-read' && text === '' ? initial : undefined,
  })
  const now = useNow(offset)
  const narrow = useMedia('(max-width: 767px)')

  const [pointerInside, setPointerInside] = useState(false)
  const [focusInside, setFocusInside] = useState(false)
  const windowFocused = useWindowFocus()
  const held = pointerInside || (focusInside && windowFocused)
  const rows = useMemo(() => searchRows(answer?.rows ?? [], text, modality), [answer, text, modality])
  const list = useHeldRows({ rows, held, listKey: `${view} ${modality} ${text} ${answer ? '' : 'loading'}` })

  const [activeId, setActiveId] = useState<string | null>(null)
  const [hoverId, setHoverId] = useState<string | null>(null)
  const [help, setHelp] = useState(false)
  const [urgencyFor, setUrgencyFor] = useState<WorklistRow | null>(null)
  const grid = useRef<GridHandle>(null)
  const search = useRef<HTMLInputElement>(null)
  const actions = useRowActions(refresh)

  const rowOf = (studyId: string | null): WorklistRow | null =>
    list.lines.find((line) => line.row.studyId === studyId && !line.gone)?.row ?? null
  const active = rowOf(activeId)
  const shown = rowOf(hoverId) ?? active
  const modalities = useMemo(
    () => [...new Set((answer?.rows ?? []).flatMap((row) => row.ModalitiesInStudy))].sort(),
    [answer],
  )

  function move(step: number): void {
    const at = list.lines.findIndex((line) => line.row.studyId === activeId)
    moveTo(at < 0 ? 0 : Math.min(list.lines.length - 1, Math.max(0, at + step)))
  }

  function moveTo(index: number): void {
    const line = list.lines[index]
    if (!line) return
    setActiveId(line.row.studyId)
    setHoverId(null)
    grid.current?.focusRow(index)
  }

  useWorklistKeys({
    views,
    move,
    claim: () => permissions.claim && active?.state === 'readable' && void actions.claim(active),
    release: () => active?.claim?.mine && void actions.release(active),
    urgency: () => permissions.setUrgency && active && setUrgencyFor(active),
    nextCase: () => permissions.claim && void actions.nextCase(),
    search: () => search.current?.focus(),
    showChanges: list.release,
    leave: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
    help: () => setHelp(true),
    goTo: (next) => void setAddress({ view: next }),
  })

  return (
    <>
      <div className="flex shrink-0 flex-col border-b border-line px-1 md:h-10 md:flex-row md:items-center md:gap-4 md:px-1">
        <h1 className="sr-only">Worklist</h1>
        <div className="flex h-9 min-w-0 items-stretch md:h-auto md:flex-1 md:self-stretch">
          <ViewTabs
            views={views}
            view={view}
            counts={counts}
            onChange={(next) => void setAddress({ view: next })}
          />
        </div>
        <div className="flex items-center gap-3 px-2 md:px-2">
          {live === 'live' ? (
            <span className="hidden lg:block">
              <LiveMark state={live} />
            </span>
          ) : null}
          <div className="min-w-0 flex-1">
            <WorklistToolbar
              searchRef={search}
              text={text}
              onText={setText}
              onToRows={() => moveTo(0)}
              modality={modality}
              modalities={
                modality === '' || modalities.includes(modality) ? modalities : [modality, ...modalities]
              }
              onModality={(next) => void setAddress({ modality: next || null })}
              onHelp={() => setHelp(true)}
              onNextCase={permissions.claim ? () => void actions.nextCase() : null}
            />
          </div>
        </div>
      </div>
      {error && !answer ? (
        <ErrorState title="The list could not be loaded" message={wordsFor(error)} onRetry={refresh} />
      ) : !answer ? (
        <SkeletonRows rows={14} label="Loading the list" />
      ) : list.lines.length === 0 ? (
        <WorklistEmpty
          view={view}
          filtered={text !== '' || modality !== ''}
          total={answer.rows.length}
          canLoadDemo={permissions.loadDemo}
          onLoaded={refresh}
        />
      ) : (
        <div className="relative flex min-h-0 flex-1 flex-col">
          <ChangeBanner pending={list.pending} onShow={list.release} />
          <WorklistGrid
            ref={grid}
            list={list}
            now={now}
            narrow={narrow}
            readAi={permissions.readAi}
            activeId={activeId}
            onActivate={setActiveId}
            onOpen={actions.open}
            onHover={setHoverId}
            onPointerInside={setPointerInside}
            onFocusInside={setFocusInside}
          />
        </div>
      )}
      {/* Under the list, so that a notice that comes or goes moves no row. */}
      <div className="mt-auto shrink-0">
        {live === 'live' || live === 'connecting' ? null : (
          <div className="flex h-7 items-center border-t border-line bg-surface px-3">
            <LiveMark state={live} />
          </div>
        )}
        <NoticeBar notices={answer?.notices ?? []} />
      </div>
      {answer && list.lines.length > 0 ? (
        <DetailsBar
          row={shown}
          now={now}
          readAi={permissions.readAi}
          actions={
            shown ? (
              <RowButtons row={shown} permissions={permissions} actions={actions} onUrgency={setUrgencyFor} />
            ) : null
          }
        />
      ) : null}
      <ShortcutSheet open={help} onOpenChange={setHelp} />
      {urgencyFor ? (
        <UrgencyDialog
          row={urgencyFor}
          onClose={() => setUrgencyFor(null)}
          onSave={(change) => actions.setUrgency(urgencyFor, change)}
        />
      ) : null}
    </>
  )
}
