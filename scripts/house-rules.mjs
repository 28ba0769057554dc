// The one-way house (docs/architecture.md): words ← resources ← operations ← entry points.

const words = ['dicom', 'reading', 'queueing', 'hl7', 'fhir']
const resources = ['db', 'storage', 'queue', 'inference', 'pixels', 'live', 'dimse']
const operations = [
  'archive',
  'triage',
  'worklist',
  'reporting',
  'collaboration',
  'exchange',
  'access',
  'turnaround',
]
const entry = ['./app', './lib/bin', './lib/http', './lib/demo']

/** @param {string[]} names */
const rooms = (names) => names.map((name) => `./lib/${name}`)

/** Pure shapes that an operation shares with what lies below it: words that live where they are spoken most. */
const vocabulary = {
  access: [
    './actions.ts',
    './actor.ts',
    './background-header.ts',
    './may.ts',
    './peer-rights.ts',
    './roles.ts',
    './scopes.ts',
  ],
  worklist: [
    './arrivals-answer.ts',
    './model-run-result.ts',
    './policy-answer.ts',
    './study-detail.ts',
    './worklist-row.ts',
  ],
  reporting: ['./referrer-study.ts', './report.ts'],
  turnaround: ['./turnaround-answer.ts'],
  exchange: ['./orders/order-answer.ts'],
}
const vocabularyFiles = Object.entries(vocabulary).flatMap(([room, files]) =>
  files.map((file) => `./lib/${room}/${file.slice(2)}`),
)

/**
 * @param {string} target
 * @param {string} message
 */
const belowOperations = (target, message) =>
  operations.map((room) => ({ target, from: `./lib/${room}`, except: vocabulary[room] ?? [], message }))

/**
 * Operations that build on operations, each pair on purpose: everything asks who may; triage reads images from the
 * archive, tells the list and lets the standing rules of exchange act on what has settled; exchange moves what the
 * archive holds. A pair that is not here is refused, so a new one is a decision, not an accident.
 * @type {Record<string, string[]>}
 */
const operationsUsed = {
  archive: ['access'],
  triage: ['archive', 'worklist', 'exchange'],
  worklist: ['access'],
  reporting: ['access'],
  turnaround: ['access'],
  exchange: ['access', 'archive', 'worklist'],
}
/**
 * Tests of an operation may bring a study to the state that they need by the others.
 * @param {string} room
 */
const butTests = (room) => `./lib/${room}/**/!(*.test).ts`

const zones = [
  ...operations.flatMap((room) =>
    operations
      .filter((used) => used !== room && !operationsUsed[room]?.includes(used))
      .map((used) => ({
        target: butTests(room),
        from: `./lib/${used}`,
        except: vocabulary[used] ?? [],
        message: `lib/${room} does not build on lib/${used}: see operationsUsed in scripts/house-rules.mjs.`,
      })),
  ),
  ...rooms(words).map((target) => ({
    target,
    from: [...rooms(resources), ...rooms(operations), ...entry, './lib/config.ts', './lib/log.ts'],
    message: 'Words are pure: they import no resource, operation or entry point.',
  })),
  ...vocabularyFiles.map((target) => ({
    target,
    from: [...rooms(resources), ...entry],
    message: 'A shared shape is pure: it imports no resource and no entry point.',
  })),
  ...rooms(resources).flatMap((target) => [
    ...belowOperations(target, 'Resources do not know the operations that use them.'),
    { target, from: entry, message: 'Resources do not know the entry points that use them.' },
  ]),
  ...rooms(operations).map((target) => ({
    target,
    from: entry,
    message: 'Operations do not know the entry points that call them.',
  })),
  ...[
    './app',
    './e2e',
    './scripts',
    ...entry,
    ...rooms(words),
    ...rooms(operations),
    ...rooms(resources.slice(1)),
  ]
    .filter((target, at, all) => all.indexOf(target) === at)
    .map((target) => ({
      target,
      from: './lib/db/generated',
      message: 'Only lib/db imports the Prisma client.',
    })),
  ...belowOperations(
    './app/_components',
    'Components run in the browser: they read over HTTP or by properties.',
  ),
  {
    target: './app/_components',
    from: [...rooms(resources.filter((room) => room !== 'live')), './lib/bin', './lib/http'],
    message: 'Components run in the browser: they read over HTTP or by properties.',
  },
  ...belowOperations('./lib/viewer', 'The viewer runs in the browser: it talks to the server over HTTP.'),
  {
    target: './lib/viewer',
    from: [...rooms(resources), './lib/bin', './lib/http', './lib/demo'],
    message: 'The viewer runs in the browser: it talks to the server over HTTP.',
  },
]

/**
 * @param {string} name
 * @param {string} owner
 */
const packageOf = (name, owner) => ({
  group: [name, `${name}/*`],
  message: `Only ${owner} imports ${name}.`,
})
const prisma = packageOf('@prisma/*', 'lib/db')
const onnx = packageOf('onnxruntime-node', 'lib/inference')

/** @type {import('eslint').Linter.Config[]} */
export const house = [
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      'import/no-restricted-paths': ['error', { basePath: '.', zones }],
      'no-restricted-imports': ['error', { patterns: [prisma, onnx] }],
    },
  },
  { files: ['lib/db/**'], rules: { 'no-restricted-imports': ['error', { patterns: [onnx] }] } },
  { files: ['lib/inference/**'], rules: { 'no-restricted-imports': ['error', { patterns: [prisma] }] } },
]
