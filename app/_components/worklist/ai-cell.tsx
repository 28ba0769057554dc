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
  const { kind, words, figure, why } = aiWords(ai, readAi)
  const reason = why && !brief && ai.state !== 'pending' && !kind ? why : ''
  const tone = clsx(kind ? tones[kind] : 'text-ink-3', ai.state === 'pending' && 'pulse-quiet text-ink-2!')
  return (
    <>
      {kind ? <UrgencyShape kind={kind} /> : <span className={clsx('shrink-0', !brief && 'w-2.5')} />}
      <span className={clsx('truncate', tone)} title={[words, figure, why].filter(Boolean).join(' ')}>
        {words}
        {reason ? <span> · {reason}</span> : null}
      </span>
      {figure ? <span className={clsx('-ml-0.5 shrink-0', tone)}>{figure}</span> : null}
      {kind ? <span className="sr-only">, {kind}</span> : null}
    </>
  )
}
