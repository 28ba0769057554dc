'use client'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { ideographicName, personName, personNameOf } from '../person-name'
import { isoDate } from '../patient-age'
import { clockWords } from '../time-words'
import { Kbd } from '../ui/kbd'
import { aiWords } from './ai-words'
import { UrgencyShape } from '../urgency-shape'
import { sexAge } from './sex-age'

interface DetailsBarProps {
  row: WorklistRow | null
  now: number
  readAi: boolean
  actions: ReactNode
}

/** Everything about the row under the pointer or the focus, in full: nothing in the list hides behind an ellipsis. */
export function DetailsBar({ row, now, readAi, actions }: DetailsBarProps) {
  return (
    <section
      aria-label="Selected study"
      className="num hidden h-20 shrink-0 items-center gap-6 border-t border-line bg-surface px-3 md:flex"
    >
      {row ? <Details row={row} now={now} readAi={readAi} /> : <Hint />}
      <div className="ml-auto flex shrink-0 items-center gap-1.5">{actions}</div>
    </section>
  )
}

function Details({ row, now, readAi }: { row: WorklistRow; now: number; readAi: boolean }) {
  const referrer = personNameOf(row.ReferringPhysicianName)
  const facts = [
    row.PatientID && `ID ${row.PatientID}`,
    sexAge(row, now),
    row.PatientBirthDate && `born ${isoDate(row.PatientBirthDate)}`,
    row.AccessionNumber && `acc. ${row.AccessionNumber}`,
    referrer && `from ${referrer}`,
    row.priorCount > 0 ? `${row.priorCount} prior${row.priorCount === 1 ? '' : 's'}` : 'no priors',
    row.synthetic && 'synthetic',
  ].filter(Boolean)
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <p className="truncate">
        <span className="font-medium text-ink">{personName(row.PatientName)}</span>{' '}
        <span lang="ja" className="text-ink-2">
          {ideographicName(row.PatientName)}
        </span>
        <span className="ml-2 text-ink-2">{facts.join(' · ')}</span>
        {row.identityConflict ? (
          <span className="ml-2 text-urgent">
            <TriangleAlert className="mr-1 inline size-3" aria-hidden />
            another patient has this ID
          </span>
        ) : null}
      </p>
      <p className="truncate text-ink-2">
        Due {clockWords(row.dueAt, now)} · <span className="text-ink">{row.reason}</span>
      </p>
      <AiDetails ai={row.ai} readAi={readAi} />
    </div>
  )
}

function AiDetails({ ai, readAi }: { ai: WorklistRow['ai']; readAi: boolean }) {
  const { kind, words, why } = aiWords(ai, readAi)
  const findings = ai.findings
    .map((finding) => `${finding.label} ${finding.probability.toFixed(2)}`)
    .join(', ')
  return (
    <p className="flex min-w-0 items-center gap-1.5 truncate text-ink-3">
      {kind ? <UrgencyShape kind={kind} /> : null}
      <span className="truncate">
        AI: <span className="text-ink-2">{ai.state === 'completed' && findings ? findings : words}</span>
        {why ? ` · ${why}` : ''}
        {ai.model ? ` · ${ai.model.name} ${ai.model.version} (${ai.model.sha256.slice(0, 8)})` : ''} ·
        research use
      </span>
    </p>
  )
}

function Hint() {
  return (
    <p className="flex items-center gap-2 text-ink-3">
      <Kbd>j</Kbd>
      <Kbd>k</Kbd> move <Kbd>Enter</Kbd> open <Kbd>c</Kbd> claim <Kbd>n</Kbd> next case <Kbd>/</Kbd> search{' '}
      <Kbd>?</Kbd> all keys
    </p>
  )
}
