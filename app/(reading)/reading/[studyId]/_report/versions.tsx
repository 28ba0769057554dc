'use client'
import { ChevronRight } from 'lucide-react'
import { clockWords } from '@/app/_components/time-words'
import { Badge } from '@/app/_components/ui/badge'
import { useHydrated } from '@/app/_components/use-hydrated'
import type { ReportVersionDto } from '@/lib/reporting/report'

const statusWords = { preliminary: 'Preliminary', final: 'Final', addendum: 'Addendum' } as const

/** The signed versions, newest first; each stays as it was signed. */
export function Versions({ versions, openNewest }: { versions: ReportVersionDto[]; openNewest: boolean }) {
  if (versions.length === 0) return null
  const newest = [...versions].sort((a, b) => b.version - a.version)
  return (
    <ol aria-label="Signed versions" className="flex flex-col">
      {newest.map((version, index) => (
        <li key={version.version} className="border-b border-line">
          <Version version={version} open={openNewest && (index === 0 || newest[0]?.status === 'addendum')} />
        </li>
      ))}
    </ol>
  )
}

function Version({ version, open }: { version: ReportVersionDto; open: boolean }) {
  const hydrated = useHydrated()
  return (
    <details className="group" open={open}>
      <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-2 text-sm text-ink-2 hover:bg-hover">
        <ChevronRight className="size-3.5 shrink-0 transition-transform group-open:rotate-90" aria-hidden />
        <Badge>{statusWords[version.status]}</Badge>
        <span className="min-w-0 flex-1 truncate">{version.author.displayName}</span>
        <time dateTime={version.signedAt} className="num shrink-0 text-ink-3">
          {hydrated ? clockWords(version.signedAt, Date.parse(version.signedAt) + 86_400_000) : ''}
        </time>
      </summary>
      <div className="flex flex-col gap-2.5 px-3 pb-3 pl-8.5 text-[0.875rem] leading-[1.6]">
        {version.status === 'addendum' ? (
          <p className="whitespace-pre-wrap">{version.impression}</p>
        ) : (
          <>
            <Part title="Indication" text={version.indication} />
            <Part title="Findings" text={version.findings} />
            <Part title="Impression" text={version.impression} />
          </>
        )}
        <p className="num text-xs text-ink-3">
          Version {version.version} · {version.author.role} · seal {version.hash.slice(0, 12)}
        </p>
      </div>
    </details>
  )
}

function Part({ title, text }: { title: string; text: string }) {
  if (text.trim() === '') return null
  return (
    <div>
      <h3 className="text-sm font-medium text-ink-3">{title}</h3>
      <p className="whitespace-pre-wrap">{text}</p>
    </div>
  )
}
