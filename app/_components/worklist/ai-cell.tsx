import clsx from 'clsx'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { UrgencyShape } from '../urgency-shape'
import { aiWords } from './ai-words'

const tones = { critical: 'text-critical font-medium', urgent: 'text-urgent', soon: 'text-soon' } as const

export function AiCell({ ai, readAi }: { ai: WorklistRow['ai']; readAi: boolean }) {
  const { kind, words, why } = aiWords(ai, readAi)
  return (
    <>
      {kind ? <UrgencyShape kind={kind} /> : <span className="w-2.5 shrink-0" />}
      <span
        className={clsx(
          'truncate',
          kind ? tones[kind] : 'text-ink-3',
          ai.state === 'pending' && 'pulse-quiet text-ink-2!',
        )}
        title={why || undefined}
      >
        {words}
        {kind ? <span className="sr-only">, {kind}</span> : null}
        {why && ai.state !== 'pending' && !kind ? <span className="text-ink-3"> · {why}</span> : null}
      </span>
    </>
  )
}
