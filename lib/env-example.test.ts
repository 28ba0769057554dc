import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

/** Set by Wetread for its own processes, or by a test run: no setting of a site. */
const isInternal = (name: string) => /^WETREAD_(DEV$|PROCESS$|E2E_|TEST_)/.test(name)

it('documents every setting in .env.example, and sets none', () => {
  const example = readFileSync('.env.example', 'utf8')
  const used = new Set(
    readdirSync('lib', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.includes('generated'))
      .flatMap((file) => settingsIn(readFileSync(path.join('lib', file), 'utf8'))),
  )
  const missing = [...used].filter((name) => !isInternal(name) && !example.includes(`# ${name}=`))
  expect(missing).toEqual([])
  expect(example.split('\n').filter((line) => line && !line.startsWith('#'))).toEqual([])
})

function settingsIn(source: string): string[] {
  const found = source.matchAll(/process\.env\.(WETREAD_\w+)|^ {2}(WETREAD_\w+): z/gm)
  return [...found].flatMap(([, read, declared]) => read ?? declared ?? [])
}
