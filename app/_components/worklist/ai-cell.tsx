import clsx from 'clsx'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { UrgencyShape } from '../urgency-shape'
import { aiWords } from './ai-words'

const tones = { critical: 'text-critical font-medium', urgent: 'text-urgent', soon: 'text-soon' } as const

interface AiCellProps {
  ai: WorklistRow['ai']
  readAi: boolean
  /** Only the outcome, where there is no room for its reason. */
  brief?: boolean
}

export function AiCell({ ai, readAi, brief = false }: AiCellProps) {
  const { kind, words, why } = aiWords(ai, readAi)
  return (
    <>
      {kind ? <UrgencyShape kind={kind} /> : <span className={clsx('shrink-0', !brief && 'w-2.5')} />}
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
        {why && !brief && ai.state !== 'pending' && !kind ? (
          <span className="text-ink-3"> · {why}</span>
        ) : null}
      </span>
    </>
  )
}
