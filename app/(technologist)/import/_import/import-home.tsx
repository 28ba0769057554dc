'use client'
import { useQuery } from '@tanstack/react-query'
import { Disc3 } from 'lucide-react'
import type { ImportLine } from '@/lib/archive/import/import-answers'
import { callApi, wordsFor } from '../../../_components/api-client'
import { byteWords } from '../../../_components/byte-words'
import { Section } from '../../../_components/section'
import { Button } from '../../../_components/ui/button'
import { EmptyState } from '../../../_components/ui/empty-state'
import { ErrorState } from '../../../_components/ui/error-state'
import { SkeletonRows } from '../../../_components/ui/skeleton-rows'
import { When } from '../../../_components/when'
import { DropZone } from './drop-zone'
import { FoundStudies } from './found-studies'
import { Sending } from './sending'
import { useImport } from './use-import'
import { VerdictList } from './verdict-list'

/** A CD, a folder or a ZIP on its way into the archive: read, choose, send, verdicts. */
export function ImportHome() {
  const { state, pick, send, pause, goOn, cancel, clear } = useImport()
  const { phase, read, studies, missing, verdicts } = state
  const begin = (blocks: Parameters<typeof pick>[0]) => void pick(blocks)
  return (
    <>
      {phase === 'idle' ? <DropZone onPick={begin} /> : null}
      {phase === 'failed' ? (
        <ErrorState
          message="This could not be read. Copy it to this computer and try again."
          onRetry={clear}
        />
      ) : null}
      {phase === 'reading' ? (
        <div className="flex flex-wrap items-center justify-between gap-3" role="status">
          <p className="num text-ink-2">
            Reading: {read.files} files, {read.images} images
          </p>
          <Button variant="ghost" onClick={clear}>
            Cancel
          </Button>
        </div>
      ) : null}
      {phase === 'choosing' && studies.length === 0 ? (
        <EmptyState icon={Disc3} title="No DICOM images were found">
          <Button onClick={clear}>Choose something else</Button>
        </EmptyState>
      ) : null}
      {phase === 'choosing' && studies.length > 0 ? (
        <Section title="On this medium">
          <FoundStudies studies={studies} missing={missing} onSend={send} onDiscard={clear} />
        </Section>
      ) : null}
      {phase === 'sending' ? (
        <Section title="Importing" note="You may use other tabs; leave this one open.">
          <Sending state={state} onPause={pause} onGoOn={goOn} onCancel={cancel} />
        </Section>
      ) : null}
      {phase === 'done' || phase === 'cancelled' ? (
        <div className="mb-4 flex flex-wrap items-center justify-between gap-3" role="status">
          <p>
            {phase === 'done'
              ? 'Import finished.'
              : 'Import cancelled. What was stored stays; drop the same medium to go on.'}
          </p>
          <Button onClick={clear}>Import another</Button>
        </div>
      ) : null}
      {verdicts.length > 0 ? (
        <Section title="Verdicts">
          <VerdictList verdicts={verdicts} />
        </Section>
      ) : null}
      {phase === 'idle' ? <Earlier /> : null}
    </>
  )
}

const stateWords: Record<string, string> = { open: 'Not finished', done: 'Finished', cancelled: 'Cancelled' }

function Earlier() {
  const earlier = useQuery({
    queryKey: ['/api/imports'],
    queryFn: ({ signal }) => callApi<ImportLine[]>('GET', '/api/imports', { signal }),
  })
  return (
    <div className="mt-8">
      <Section
        title="Your last imports"
        note="One that is not finished goes on when you drop its medium again."
      >
        {earlier.error ? (
          <ErrorState message={wordsFor(earlier.error)} onRetry={() => void earlier.refetch()} />
        ) : !earlier.data ? (
          <SkeletonRows rows={3} label="Loading imports" />
        ) : earlier.data.length === 0 ? (
          <EmptyState icon={Disc3} title="Nothing imported yet" compact />
        ) : (
          <ul>
            {earlier.data.map(({ id, state, files, bytes, counts, updatedAt }) => (
              <li key={id} className="num flex flex-wrap gap-x-4 gap-y-1 border-b border-line px-1 py-2">
                <span className="min-w-28">{stateWords[state] ?? state}</span>
                <span className="min-w-0 flex-1 basis-60 text-ink-2">
                  {files} files, {byteWords(bytes)}: {counts.stored} stored, {counts.duplicate} already there,{' '}
                  {counts.quarantined} in quarantine, {counts.refused} refused
                </span>
                <span className="text-ink-2">
                  <When at={updatedAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}
