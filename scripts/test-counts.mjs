/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Counts Vitest's JSON report. A file that could not even be loaded, and an error outside any test, count as one
 * failure each: nothing that went wrong may vanish from the sum.
 * @param {any} report null when there is none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  const skipped = report.numPendingTests + report.numTodoTests
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped }
}

/**
 * Counts Playwright's JSON report; a set-up that failed counts as one failure.
 * @param {any} report null when there is none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  if (!report) return { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = report.stats
  const failed = unexpected + flaky
  return { passed: expected, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped }
}
