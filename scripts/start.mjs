import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from './install.mjs'
import { nodeTooOld } from './node-version.mjs'
import { build, generate } from './prepare.mjs'

// npm start: install, generate, build where stale, then the supervisor (lib/bin/start.ts) in this same process.
// Plain Node: nothing here may need a package.

const tooOld = nodeTooOld(process.version)
if (tooOld) {
  console.error(tooOld)
  process.exit(1)
}
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
try {
  await install(root)
  await generate(root)
  if (!process.argv.includes('--dev')) await build(root)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
await import('tsx')
await import('../lib/bin/start.ts')
