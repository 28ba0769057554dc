'use client'
import { useState } from 'react'
import { useMedia } from '@/app/_components/use-media'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import { AiPanel } from '../_ai/ai-panel'
import { ReportPanel } from '../_report/report-panel'

interface SidePanelProps {
  detail: StudyDetail
  reload: () => Promise<void>
}

type Tab = 'report' | 'ai'

/** Beside the images: AI above the report; on a narrow screen below them, one at a time. */
export function SidePanel({ detail, reload }: SidePanelProps) {
  const wide = useMedia('(min-width: 1024px)')
  const [tab, setTab] = useState<Tab>('report')
  const { modelRuns, report } = detail
  if (!modelRuns && !report) return null
  const tabs: { value: Tab; label: string }[] = [
    ...(report ? [{ value: 'report' as const, label: 'Report' }] : []),
    ...(modelRuns ? [{ value: 'ai' as const, label: 'AI' }] : []),
  ]
  const shown = tabs.some(({ value }) => value === tab) ? tab : tabs[0]?.value
  return (
    <aside
      aria-label="AI and report"
      className="flex min-h-0 flex-1 flex-col border-line bg-surface max-lg:border-t lg:w-[25rem] lg:flex-none lg:border-l xl:w-[27rem]"
    >
      {wide || tabs.length < 2 ? null : (
        <div role="tablist" aria-label="Beside the images" className="flex shrink-0 border-b border-line">
          {tabs.map(({ value, label }) => (
            <button
              key={value}
              type="button"
              role="tab"
              id={`side-tab-${value}`}
              aria-selected={shown === value}
              aria-controls={`side-${value}`}
              onClick={() => setTab(value)}
              className="-mb-px h-10 flex-1 border-b-2 border-transparent text-base text-ink-2 aria-selected:border-accent aria-selected:text-ink"
            >
              {label}
            </button>
          ))}
        </div>
      )}
      {/* Both stay on the page: a hidden report must go on saving. */}
      {modelRuns ? (
        <section
          id="side-ai"
          aria-label="AI"
          hidden={!wide && shown !== 'ai'}
          className="overflow-y-auto border-line max-lg:flex-1 lg:max-h-[45%] lg:shrink-0 lg:border-b"
        >
          <AiPanel runs={modelRuns} ai={detail.row?.ai ?? null} />
        </section>
      ) : null}
      {report ? (
        <section
          id="side-report"
          aria-label="Report"
          hidden={!wide && shown !== 'report'}
          className="flex min-h-0 flex-1 flex-col data-[hidden]:hidden"
        >
          <ReportPanel detail={detail} report={report} reload={reload} />
        </section>
      ) : null}
    </aside>
  )
}
