'use client'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { personName } from '@/app/_components/person-name'
import { hangingReducer, initialHanging, paneCount } from '@/lib/viewer/hanging'
import type { Pane } from '@/lib/viewer/pane'
import type { PointerTool } from '@/lib/viewer/tool-group'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import { MarkTextDialog } from './mark-text-dialog'
import { PaneGrid } from './pane-grid'
import type { PaneReport } from './pane-view'
import { PriorsList } from './priors-list'
import { SeriesRail } from './series-rail'
import { ShortcutsSheet } from './shortcuts-sheet'
import { stacksOf } from './stacks-of'
import { Toolbar } from './toolbar'
import { useCommands } from './use-commands'
import { usePriors } from './use-priors'
import { useStage, type MarkText } from './use-stage'
import { useViewerKeys } from './use-viewer-keys'

/** Series rail, tools and panes of one study. */
export function Viewer({ detail }: { detail: StudyDetail }) {
  const { study, series } = detail
  const [request, setRequest] = useState<MarkText | null>(null)
  const { stage, failure } = useStage(setRequest)
  const own = useMemo(() => stacksOf(study, series, false), [study, series])
  const priors = usePriors()
  const stacks = useMemo(() => [...own, ...priors.stacks], [own, priors.stacks])
  const [hanging, dispatch] = useReducer(hangingReducer, own, initialHanging)
  const [tool, setTool] = useState<PointerTool>(firstTool)
  const [shortcuts, setShortcuts] = useState(false)
  const [reports, setReports] = useState<Record<number, PaneReport>>({})
  const panes = useRef<(Pane | null)[]>([])
  const onPane = useCallback((index: number, pane: Pane | null) => {
    panes.current[index] = pane
  }, [])
  const onReport = useCallback(
    (index: number, report: PaneReport) => setReports((before) => ({ ...before, [index]: report })),
    [],
  )
  const { layout, hung, active } = hanging
  const visible = hung.slice(0, paneCount[layout])
  const activeStack = stacks.find((stack) => stack.stackId === hung[active]) ?? null
  // The first image comes before everything else; an empty or broken first pane must not hold up the rest.
  const ready = Object.values(reports).some(({ status }) => status !== 'loading')

  useEffect(() => stage?.chooseTool(tool), [stage, tool])
  useEffect(() => {
    if (ready) stage?.offer(own)
  }, [stage, ready, own])
  useHangOpenedPrior(priors.opened, stacks, (stackId) => dispatch({ type: 'compare', stackId }))

  const run = useCommands({
    panes,
    active,
    stacks: own,
    Modality: activeStack?.Modality ?? '',
    panesShown: visible.length,
    dispatch,
    onTool: setTool,
    onShortcuts: () => setShortcuts(true),
    onDeleteMark: (imageId) => stage?.deleteMark(imageId),
  })
  useViewerKeys(run)

  const priorIds = stacks
    .filter((stack) => visible.includes(stack.stackId))
    .map((stack) => stack.study.studyId)
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-col lg:flex-row">
      <nav
        aria-label="Series"
        className="shrink-0 overflow-auto border-line bg-surface max-lg:order-last max-lg:flex max-lg:items-start max-lg:border-t lg:w-36 lg:border-r"
      >
        {stage ? (
          <SeriesRail
            stacks={own}
            hung={visible}
            activeId={hung[active] ?? null}
            loads={stage.loads}
            ready={ready}
            onHang={(stackId) => dispatch({ type: 'hang', stackId })}
          />
        ) : null}
        <h2 className="px-2.5 pt-2 pb-0.5 text-xs font-medium text-ink-3 max-lg:shrink-0 lg:border-t lg:border-line">
          Priors
        </h2>
        <PriorsList priors={detail.priors} open={priorIds} onOpen={priors.open} />
        {priors.failed ? (
          <p role="alert" className="px-2.5 text-xs text-ink-2">
            An earlier study could not be opened.
          </p>
        ) : null}
        {stage && priors.stacks.length > 0 ? (
          <SeriesRail
            stacks={priors.stacks}
            hung={visible}
            activeId={hung[active] ?? null}
            loads={stage.loads}
            ready={ready}
            onHang={(stackId) => dispatch({ type: 'compare', stackId })}
          />
        ) : null}
      </nav>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Toolbar
          tool={tool}
          layout={layout}
          Modality={activeStack?.Modality ?? ''}
          playing={reports[active]?.playing ?? false}
          scrollable={(activeStack?.images.length ?? 0) > 1}
          run={run}
        />
        {failure !== '' ? (
          <p role="alert" className="m-auto max-w-80 p-6 text-center text-base text-ink-2">
            {failure}
          </p>
        ) : stage ? (
          <PaneGrid
            stage={stage}
            layout={layout}
            hung={visible}
            stacks={stacks}
            active={active}
            tool={tool}
            patient={`${personName(study.PatientName)} · ${study.PatientID}`}
            synthetic={study.synthetic}
            dispatch={dispatch}
            onPane={onPane}
            onReport={onReport}
          />
        ) : (
          <div className="flex-1 bg-black" />
        )}
      </div>
      <MarkTextDialog request={request} onClose={() => setRequest(null)} />
      <ShortcutsSheet open={shortcuts} onOpenChange={setShortcuts} />
    </div>
  )
}

/** A finger scrolls; a mouse has a wheel for that and windows with the button. */
function firstTool(): PointerTool {
  return window.matchMedia('(pointer: coarse)').matches ? 'scroll' : 'window'
}

/** A prior is hung when its series have arrived, once for each time it is opened. */
function useHangOpenedPrior(
  opened: readonly string[],
  stacks: ReturnType<typeof stacksOf>,
  hang: (stackId: string) => void,
): void {
  const done = useRef(new Set<string>())
  useEffect(() => {
    for (const studyId of opened) {
      const first = stacks.find((stack) => stack.study.studyId === studyId && stack.images.length > 0)
      if (!first || done.current.has(studyId)) continue
      done.current.add(studyId)
      hang(first.stackId)
    }
  }, [opened, stacks, hang])
}
