import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

/** Set by Wetread for its own processes and tests: no setting of a site. */
const internal = ['WETREAD_DEV', 'WETREAD_PROCESS', 'WETREAD_E2E_PORT', 'WETREAD_E2E_DICOM_PORT', 'WETREAD_E2E_DATA']

it('documents every setting in .env.example, and sets none', () => {
  const example = readFileSync('.env.example', 'utf8')
  const used = new Set(
    readdirSync('lib', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.includes('generated'))
      .flatMap((file) => readFileSync(path.join('lib', file), 'utf8').match(/\bWETREAD_[A-Z0-9_]+\b/g) ?? []),
  )
  const missing = [...used].filter((name) => !internal.includes(name) && !example.includes(`# ${name}=`))
  expect(missing).toEqual([])
  expect(example.split('\n').filter((line) => line && !line.startsWith('#'))).toEqual([])
})
