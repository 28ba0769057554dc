'use client'
import { ChevronRight } from 'lucide-react'
import { clockWords } from '@/app/_components/time-words'
import { useNow } from '@/app/_components/use-now'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { FindingBar } from './finding-bar'
import { outcomeWords, studyWords } from './outcome-words'

type ModelRun = NonNullable<StudyDetail['modelRuns']>[number]

interface AiPanelProps {
  runs: ModelRun[]
  ai: WorklistRow['ai'] | null
}

/** What the models say of this study: never more than they know, never without name and version. */
export function AiPanel({ runs, ai }: AiPanelProps) {
  return (
    <div className="flex flex-col gap-2 px-3 py-2.5">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-sm font-semibold text-ink-2">AI</h2>
        <p className="text-xs text-ink-3">Research use, not for diagnosis</p>
      </div>
      {runs.length === 0 ? <p className="text-base text-ink-2">{studyWords(ai)}</p> : null}
      {runs.map((run) => (
        <Run key={`${run.modelName}:${run.startedAt}:${run.SOPInstanceUID}`} run={run} />
      ))}
    </div>
  )
}

function Run({ run }: { run: ModelRun }) {
  const now = useNow(0, 60_000)
  const findings = [...run.findings].sort(
    (a, b) => Number(b.positive) - Number(a.positive) || b.probability - a.probability,
  )
  const [first, rest] = [
    findings.filter(({ positive }) => positive),
    findings.filter(({ positive }) => !positive),
  ]
  return (
    <article className="flex flex-col gap-1.5">
      {run.outcome === 'completed' ? null : (
        <p className="text-base text-ink-2">{outcomeWords(run.outcome, run.reason)}</p>
      )}
      {run.outcome === 'completed' && first.length === 0 ? (
        <p className="text-base text-ink-2">No finding above its operating point.</p>
      ) : null}
      {first.map((finding) => (
        <FindingBar key={finding.name} finding={finding} />
      ))}
      <details className="group text-sm">
        <summary className="flex cursor-pointer list-none items-center gap-1 text-ink-3 hover:text-ink-2">
          <ChevronRight className="size-3.5 transition-transform group-open:rotate-90" aria-hidden />
          <span className="min-w-0 truncate">
            {run.modelName} {run.modelVersion} · {run.modelSha256.slice(0, 8)}
          </span>
          {rest.length > 0 ? (
            <span className="ml-auto shrink-0">
              {rest.length} below {rest.length === 1 ? 'its' : 'their'} operating point
            </span>
          ) : null}
        </summary>
        <div className="flex flex-col gap-1.5 pt-2">
          {rest.map((finding) => (
            <FindingBar key={finding.name} finding={finding} />
          ))}
          <dl className="num grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 pt-1 text-xs text-ink-3">
            <dt>Run</dt>
            <dd>
              {clockWords(run.startedAt, now)}, {Math.round(run.durationMs)} ms
            </dd>
            <dt>Model file</dt>
            <dd className="break-all">SHA-256 {run.modelSha256}</dd>
            {run.SOPInstanceUID === '' ? null : (
              <>
                <dt>Image</dt>
                <dd className="break-all">{run.SOPInstanceUID}</dd>
              </>
            )}
          </dl>
        </div>
      </details>
    </article>
  )
}
