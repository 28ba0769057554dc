import type { ReadingEventType } from './events'
import type { ReadingState } from './states'

/** Before a study has settled it is on no list: the log knows it, the reading task does not exist yet. */
export type LogState = 'arriving' | ReadingState

/** Events that are remembered in any state and move none. */
export const stateless = [
  'received',
  'ai-result',
  'urgency-changed',
  'policy-changed',
  'images-added',
] as const

type Moves = Partial<Record<ReadingEventType, LogState>>

/**
 * Which event leads where; what is not named cannot happen. A signature needs a claim before it, an addendum
 * needs a final report, and a preliminary study that is claimed for its co-signature stays preliminary, because
 * it has left the reading list for good.
 */
export const transitions = {
  arriving: { readable: 'readable' },
  readable: { claimed: 'claimed', cancelled: 'cancelled' },
  claimed: {
    released: 'readable',
    'claim-expired': 'readable',
    preliminary: 'preliminary',
    final: 'final',
    cancelled: 'cancelled',
  },
  preliminary: {
    claimed: 'preliminary',
    released: 'preliminary',
    'claim-expired': 'preliminary',
    preliminary: 'preliminary',
    final: 'final',
  },
  final: { addended: 'addended' },
  addended: { addended: 'addended' },
  cancelled: { readable: 'readable' },
} satisfies Record<LogState, Moves>
