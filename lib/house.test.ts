import { ESLint } from 'eslint'
import { beforeAll, describe, expect, it } from 'vitest'

let eslint: ESLint
beforeAll(() => {
  eslint = new ESLint()
})

async function rulesBroken(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return (result?.messages ?? []).map((message) => message.ruleId)
}

const path = 'import/no-restricted-paths'

describe('the house', { timeout: 60_000 }, () => {
  it.each([
    ['a word that imports a resource', 'lib/dicom/is-uid.ts', '../db/client', path],
    ['the same by alias', 'lib/dicom/is-uid.ts', '@/lib/db/client', path],
    ['a resource that imports an operation', 'lib/queue/enqueue.ts', '@/lib/worklist/claim', path],
    ['an operation that imports an entry point', 'lib/worklist/claim.ts', '../http/route', path],
    ['an operation that builds on another anew', 'lib/worklist/claim.ts', '@/lib/reporting/sign', path],
    ['access that knows what it guards', 'lib/access/may.ts', '@/lib/archive/find', path],
    ['a component that imports the database', 'app/_components/person-name.ts', '@/lib/db/client', path],
    ['a page that imports the generated client', 'app/layout.tsx', '@/lib/db/generated/client', path],
    ['Prisma outside lib/db', 'lib/worklist/claim.ts', '@prisma/client', 'no-restricted-imports'],
    ['ONNX Runtime outside lib/inference', 'lib/triage/x.ts', 'onnxruntime-node', 'no-restricted-imports'],
  ])('refuses %s', async (_what, file, target, rule) => {
    expect(await rulesBroken(file, `import * as wrong from '${target}'\nexport { wrong }\n`)).toContain(rule)
  })

  it.each([
    ['an operation that imports a resource', 'lib/worklist/claim.ts', '@/lib/db/client'],
    ['an operation that builds on one it may', 'lib/triage/run-model.ts', '@/lib/worklist/claim'],
    ['a test of an operation that uses another', 'lib/reporting/x.int.test.ts', '@/lib/worklist/claim'],
    ['a resource that imports a shared shape', 'lib/db/access/users.ts', '@/lib/access/roles'],
  ])('allows %s', async (_what, file, target) => {
    expect(await rulesBroken(file, `import * as fine from '${target}'\nexport { fine }\n`)).toEqual([])
  })
})
