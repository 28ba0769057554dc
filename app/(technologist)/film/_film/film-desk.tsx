'use client'
import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import type { FilmDetail } from '@/lib/archive/film/film-answers'
import { callApi, wordsFor } from '../../../_components/api-client'
import { Button } from '../../../_components/ui/button'
import { Dialog } from '../../../_components/ui/dialog'
import { EmptyState } from '../../../_components/ui/empty-state'
import { ErrorState } from '../../../_components/ui/error-state'
import { notify } from '../../../_components/ui/notify'
import { SkeletonRows } from '../../../_components/ui/skeleton-rows'
import { Tabs } from '../../../_components/ui/tabs'
import { EdgesStep } from './edges-step'
import { FileStep } from './file-step'
import { LabelStep } from './label-step'
import { OriginalLink } from './original-link'
import { PatientStep } from './patient-step'
import { RulerStep } from './ruler-step'
import { ToneStep } from './tone-step'
import { useDraft, type Draft } from './use-draft'

const order = ['edges', 'picture', 'ruler', 'label', 'patient', 'file'] as const
type Step = (typeof order)[number]

/** One film, from the picture that was handed in to the archive. */
export function FilmDesk({ filmId }: { filmId: string }) {
  const film = useQuery({
    queryKey: ['film', filmId],
    queryFn: ({ signal }) => callApi<FilmDetail>('GET', `/api/film/${filmId}`, { signal }),
    // The draft is the page's own from here on; what it saves is newer than what it read.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  if (film.error) {
    return <ErrorState message={wordsFor(film.error)} onRetry={() => void film.refetch()} />
  }
  if (!film.data) return <SkeletonRows rows={8} label="Loading the film" />
  if (film.data.state === 'filed') {
    return (
      <EmptyState icon={Check} title="This film is in the archive" action={<OriginalLink filmId={filmId} />}>
        Look for it on the page Arrivals.
      </EmptyState>
    )
  }
  return <Desk film={film.data} />
}

function Desk({ film }: { film: FilmDetail }) {
  const draft = useDraft(film)
  const [step, setStep] = useQueryState('step', parseAsStringLiteral(order).withDefault('edges'))
  const panels: Record<Step, { label: string; panel: React.ReactNode }> = {
    edges: { label: 'Edges', panel: <EdgesStep filmId={film.id} source={film.source} draft={draft} /> },
    picture: { label: 'Picture', panel: <ToneStep filmId={film.id} source={film.source} draft={draft} /> },
    ruler: { label: 'Ruler', panel: <RulerStep filmId={film.id} source={film.source} draft={draft} /> },
    label: { label: 'Label', panel: <LabelStep filmId={film.id} draft={draft} /> },
    patient: { label: 'Patient', panel: <PatientStep filmId={film.id} draft={draft} /> },
    file: { label: 'File', panel: <FileStep filmId={film.id} draft={draft} /> },
  }
  const next = order[order.indexOf(step) + 1]
  return (
    <>
      <Tabs
        label="Steps"
        value={step}
        onValueChange={(value) => void setStep(value)}
        items={order.map((value, n) => ({
          value,
          label: `${n + 1} ${panels[value].label}`,
          panel: value === step ? panels[value].panel : null,
        }))}
      />
      <div className="mt-5 flex flex-wrap items-center gap-3 border-t border-line pt-4">
        {next ? (
          <Button variant="primary" size="lg" onClick={() => void setStep(next)}>
            Next: {panels[next].label.toLowerCase()}
          </Button>
        ) : null}
        <SaveState draft={draft} />
        <span className="flex-1" />
        <Discard filmId={film.id} />
      </div>
    </>
  )
}

function SaveState({ draft }: { draft: Draft }) {
  if (draft.error) {
    return (
      <span role="alert" className="font-medium text-ink">
        {draft.error}
      </span>
    )
  }
  return (
    <span role="status" className="text-ink-2">
      {draft.isKept ? 'Kept on the server' : 'Keeping…'}
    </span>
  )
}

function Discard({ filmId }: { filmId: string }) {
  const [open, setOpen] = useState(false)
  const router = useRouter()
  async function discard(): Promise<void> {
    try {
      await callApi('DELETE', `/api/film/${filmId}`)
      router.push('/film')
    } catch (refusal) {
      notify(wordsFor(refusal), { kind: 'error' })
    }
  }
  return (
    <>
      <Button variant="ghost" onClick={() => setOpen(true)}>
        Discard
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Discard this film?"
        description="The picture and everything entered are removed. Nothing in the archive changes."
      >
        <div className="flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>Keep it</Button>
          <Button variant="danger" onClick={() => void discard()}>
            Discard
          </Button>
        </div>
      </Dialog>
    </>
  )
}
