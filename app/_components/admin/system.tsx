'use client'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api-client'
import { byteWords } from '../byte-words'
import { DemoButton } from '../demo-button'
import { Section } from '../section'
import { ageWords } from '../time-words'
import { useNow } from '../use-now'
import { QueryStates } from './query-states'
import { Models, type ModelListing } from './models'

interface SystemAnswer {
  version: string
  node: string
  models: ModelListing[]
  workerSeenAt: string | null
  archive: { studies: number; instances: number; bytes: number }
}

export function System() {
  const query = useQuery({
    queryKey: ['admin', 'system'],
    queryFn: ({ signal }) => callApi<SystemAnswer>('GET', '/api/admin/system', { signal }),
    refetchInterval: 15_000,
  })
  const now = useNow(0)
  return (
    <QueryStates query={query} loading="Loading the state of the system">
      {(system) => (
        <>
          <Section title="Running">
            <dl className="num grid max-w-2xl grid-cols-[10rem_1fr] gap-y-1">
              <Fact name="Wetread" value={system.version} />
              <Fact name="Node" value={system.node} />
              <Fact name="Worker" value={workerWords(system.workerSeenAt, now)} />
              <Fact
                name="Archive"
                value={`${system.archive.studies} studies, ${system.archive.instances} objects, ${byteWords(system.archive.bytes)}`}
              />
            </dl>
          </Section>
          <Section title="Models" note="Research use. A model whose file does not match its card stays off.">
            <Models models={system.models} />
          </Section>
          <Section
            title="Sample studies"
            note="Synthetic studies made by this software, and one account per role, to try everything out."
          >
            <DemoButton onLoaded={() => void query.refetch()} />
          </Section>
        </>
      )}
    </QueryStates>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

function workerWords(seenAt: string | null, now: number): string {
  if (!seenAt) return 'never seen: start it, or AI and study settling stand still'
  const silent = now - new Date(seenAt).getTime() > 60_000
  return silent ? `silent for ${ageWords(seenAt, now)}: studies do not settle and AI is away` : 'running'
}
