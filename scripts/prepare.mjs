import fs from 'node:fs'
import path from 'node:path'
import { fingerprint } from './fingerprint.mjs'
import { run } from './run.mjs'

/**
 * Generates the database client when prisma/schema.prisma has changed.
 * @param {string} root
 */
export async function generate(root) {
  const print = fingerprint(root, [
    'prisma/schema.prisma',
    'prisma.config.ts',
    'node_modules/prisma/package.json',
  ])
  const mark = path.join(root, 'lib/db/generated/.fingerprint')
  if (isMarked(mark, print)) return
  console.log('Generating the database client …')
  await must(
    root,
    ['node_modules/prisma/build/index.js', 'generate'],
    'The database client could not be generated.',
  )
  fs.writeFileSync(mark, print)
}

/**
 * Builds the pages when anything they are made of has changed.
 * @param {string} root
 */
export async function build(root) {
  // Not tsconfig.json: Next itself may write to it.
  const sources = ['app', 'lib', 'public', 'types', 'proxy.ts', 'next.config.js', 'postcss.config.mjs']
  const print = fingerprint(root, [...sources, 'package-lock.json'], isNoPartOfPages)
  const mark = path.join(root, '.next/wetread-build')
  if (isMarked(mark, print)) return
  console.log('Building the pages; this takes a minute or two …')
  fs.rmSync(mark, { force: true })
  await must(root, ['node_modules/next/dist/bin/next', 'build', '--webpack'], 'The pages could not be built.')
  fs.writeFileSync(mark, print)
}

/** @param {string} file */
function isNoPartOfPages(file) {
  return (
    /\.test\.tsx?$/.test(file) || file.startsWith(path.join('lib', 'bin')) || file.endsWith('.fingerprint')
  )
}

/**
 * @param {string} mark
 * @param {string} print
 */
function isMarked(mark, print) {
  return fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === print
}

/**
 * @param {string} root
 * @param {string[]} script
 * @param {string} sentence
 */
async function must(root, script, sentence) {
  const env = { NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1', CHECKPOINT_DISABLE: '1' }
  const code = await run([process.execPath, ...script], { cwd: root, env })
  if (code !== 0) throw new Error(`${sentence} What went wrong stands above.`)
}
