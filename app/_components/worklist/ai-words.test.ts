import { describe, expect, it } from 'vitest'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { aiWords } from './ai-words'

const ai: WorklistRow['ai'] = {
  state: 'completed',
  urgency: 'urgent',
  reason: '',
  findings: [
    { name: 'abnormal', label: 'Any abnormality', probability: 0.91, positive: true, urgency: 'none' },
    { name: 'consolidation', label: 'Consolidation', probability: 0.54, positive: true, urgency: 'urgent' },
  ],
  model: null,
}

describe('aiWords', () => {
  it('names the finding that moved the study, not the likeliest', () => {
    expect(aiWords(ai, true)).toMatchObject({ kind: 'urgent', words: 'Consolidation', figure: '0.54' })
  })

  it('never lets a hidden or missing answer look like no finding', () => {
    expect(aiWords(ai, false)).toMatchObject({ kind: null, words: 'Not for your role' })
    expect(aiWords({ ...ai, state: 'abstained', urgency: 'none', reason: 'lateral view' }, true)).toEqual({
      kind: null,
      words: 'Abstained',
      figure: '',
      why: 'lateral view',
    })
  })
})
