import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from './install.mjs'
import { nodeTooOld } from './node-version.mjs'
import { build, generate } from './prepare.mjs'
import { run } from './run.mjs'
import { countPlaywright, countVitest } from './test-counts.mjs'

// npm test: the set-up of npm start, then build, types, lint, unit and integration tests, browser tests. Ends with
// one line "N passed, N failed". `npm test -- types lint` runs the named steps alone.

const tooOld = nodeTooOld(process.version)
if (tooOld) {
  console.error(tooOld)
  process.exit(1)
}
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
delete process.env.NODE_ENV
const node = process.execPath
const total = { passed: 0, failed: 0, skipped: 0 }

/** @param {string[]} command */
const passes = async (command) =>
  (await run([node, ...command], { cwd: root })) === 0 ? one('passed') : one('failed')

const steps = {
  build: async () => {
    await build(root)
    return one('passed')
  },
  types: () => passes(['node_modules/typescript/bin/tsc', '--noEmit']),
  lint: () => passes(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']),
  vitest: async () => {
    const report = path.join(root, '.test/vitest.json')
    fs.rmSync(report, { force: true })
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await run([node, 'node_modules/vitest/vitest.mjs', 'run', ...reporters], { cwd: root })
    return countVitest(readJson(report), code)
  },
  browser: async () => {
    const report = path.join(root, '.test/playwright.json')
    fs.rmSync(report, { force: true })
    const args = ['test', '--reporter=list,json', '--pass-with-no-tests']
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
    const code = await run([node, 'node_modules/@playwright/test/cli.js', ...args], { cwd: root, env })
    return countPlaywright(readJson(report), code)
  },
}

try {
  await install(root)
  await generate(root)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  finish(one('failed'))
}
fs.mkdirSync(path.join(root, '.test'), { recursive: true })
const named = process.argv.slice(2)
for (const [name, step] of Object.entries(steps)) {
  if (named.length > 0 && !named.includes(name)) continue
  const started = Date.now()
  console.log(`\n── ${name}`)
  const counted = await step().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    return one('failed')
  })
  for (const key of ['passed', 'failed', 'skipped']) total[key] += counted[key]
  const { passed, failed, skipped } = counted
  console.log(`── ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds(started)} s)`)
}
finish({ passed: 0, failed: 0, skipped: 0 })

/** @param {{ passed: number, failed: number, skipped: number }} more */
function finish(more) {
  const passed = total.passed + more.passed
  const failed = total.failed + more.failed
  const skipped = total.skipped + more.skipped
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  process.exit(failed === 0 && passed > 0 ? 0 : 1)
}

/** @param {'passed' | 'failed'} how */
function one(how) {
  return { passed: 0, failed: 0, skipped: 0, [how]: 1 }
}

/** @param {string} file */
function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null
}

/** @param {number} started */
function seconds(started) {
  return Math.round((Date.now() - started) / 1000)
}
