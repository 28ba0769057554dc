import { expect, test } from 'vitest'
import { outcomeWords, studyWords } from './outcome-words'

test('an abstaining or failing model says why', () => {
  expect(outcomeWords('abstained', 'lateral view')).toBe('The model did not judge this image. Lateral view.')
  expect(outcomeWords('failed', '')).toBe('The model could not finish.')
  expect(outcomeWords('ineligible', 'Not a chest.')).toBe('Not a study this model reads. Not a chest.')
})

test('a study without runs says what is known', () => {
  const ai = { urgency: 'none' as const, reason: 'model file has the wrong hash', findings: [], model: null }
  expect(studyWords({ ...ai, state: 'off' })).toBe('AI is off. Model file has the wrong hash.')
  expect(studyWords({ ...ai, state: 'pending', reason: '' })).toBe('Waiting for the models.')
  expect(studyWords(null)).toBe('No model has run on this study.')
})
