import { expect, it } from 'vitest'
import { countPlaywright, countVitest } from '../scripts/test-counts.mjs'

const suite = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
})

it('counts what Vitest ran, and a file that could not be loaded as one failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [suite('passed', 'passed', 'passed'), suite('failed', 'failed', 'passed'), suite('failed')],
  }
  expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

it('never calls a run good that ended with an error', () => {
  const clean = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }
  expect(countVitest(clean, 1).failed).toBe(1)
  expect(countVitest(null, 0).failed).toBe(1)
  expect(countPlaywright({ stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0 } }, 1).failed).toBe(1)
  expect(countPlaywright(null, 1).failed).toBe(1)
})
