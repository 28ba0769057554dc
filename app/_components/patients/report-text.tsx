'use client'
import { Clock, TriangleAlert } from 'lucide-react'
import { roleLabels, roles } from '@/lib/access/roles'
import type { ReportVersionDto } from '@/lib/reporting/report'
import { When } from '../when'

/** The report that counts now, its addenda under it, and what was signed before. */
export function ReportText({ versions }: { versions: readonly ReportVersionDto[] }) {
  const reports = versions.filter((version) => version.status !== 'addendum')
  const addenda = versions.filter((version) => version.status === 'addendum')
  const current = reports.at(-1)
  if (!current) {
    return (
      <section aria-label="Report">
        <h2 className="mb-2 text-lg font-semibold">Report</h2>
        <p className="flex items-start gap-2 text-ink-2">
          <Clock className="mt-1 size-4 shrink-0" aria-hidden />
          The images have arrived and wait to be read. The report appears here as soon as it is signed.
        </p>
      </section>
    )
  }
  return (
    <section aria-label="Report">
      <h2 className="mb-3 text-lg font-semibold">
        {current.status === 'final' ? 'Final report' : 'Preliminary report'}
      </h2>
      {current.status === 'preliminary' ? (
        <p className="mb-4 flex items-start gap-2 border-l-4 border-urgent bg-urgent-ground px-3 py-2 text-urgent">
          <TriangleAlert className="mt-1 size-4 shrink-0" aria-hidden />
          <span>
            <strong>Preliminary.</strong> A radiologist has not confirmed this report yet; it may change.
          </span>
        </p>
      ) : null}
      {addenda.length > 0 ? (
        <p className="mb-4 border-l-4 border-accent bg-selected px-3 py-2">
          This report has {addenda.length === 1 ? 'an addendum' : `${addenda.length} addenda`}: read{' '}
          {addenda.length === 1 ? 'it' : 'them'} below.
        </p>
      ) : null}
      <Part title="Impression" text={current.impression} strong />
      <Part title="Findings" text={current.findings} />
      <Part title="Indication" text={current.indication} />
      <Signature version={current} />
      {addenda.map((addendum) => (
        <div key={addendum.version} className="mt-6 border-l-4 border-accent pl-4">
          <Part title="Addendum" text={addendum.impression} />
          <Signature version={addendum} />
        </div>
      ))}
      {reports.length > 1 ? <Earlier versions={reports.slice(0, -1)} /> : null}
    </section>
  )
}

function Part({ title, text, strong = false }: { title: string; text: string; strong?: boolean }) {
  if (text.trim() === '') return null
  return (
    <div className="mb-4">
      <h3 className="text-sm font-semibold text-ink-3">{title}</h3>
      <p
        className={
          strong ? 'text-lg leading-relaxed whitespace-pre-wrap' : 'leading-relaxed whitespace-pre-wrap'
        }
      >
        {text}
      </p>
    </div>
  )
}

function Signature({ version }: { version: ReportVersionDto }) {
  const role = roles.find((known) => known === version.author.role)
  return (
    <p className="num text-sm text-ink-2">
      Signed by {version.author.displayName}
      {role ? `, ${roleLabels[role]}` : ''} · <When at={version.signedAt} /> · version {version.version}
    </p>
  )
}

function Earlier({ versions }: { versions: readonly ReportVersionDto[] }) {
  return (
    <details data-print="hide" className="mt-6">
      <summary className="w-fit cursor-pointer text-accent">
        {versions.length === 1 ? 'One earlier version' : `${versions.length} earlier versions`}
      </summary>
      {[...versions].reverse().map((version) => (
        <div key={version.version} className="mt-4 border-t border-line pt-4">
          <Part
            title={version.status === 'preliminary' ? 'Impression (preliminary)' : 'Impression'}
            text={version.impression}
          />
          <Part title="Findings" text={version.findings} />
          <Signature version={version} />
        </div>
      ))}
    </details>
  )
}
