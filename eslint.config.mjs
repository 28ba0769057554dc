import next from 'eslint-config-next/core-web-vitals'
import nextTypescript from 'eslint-config-next/typescript'
import tseslint from 'typescript-eslint'
import { house } from './scripts/house-rules.mjs'

const typescript = ['**/*.ts', '**/*.tsx']

const config = [
  {
    ignores: [
      '.next/**',
      '.data/**',
      '.test/**',
      'node_modules/**',
      'lib/db/generated/**',
      'models/**',
      'test-results/**',
      'playwright-report/**',
      'next-env.d.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...next,
  ...nextTypescript,
  // React's compiler is not used here; its advice on libraries it cannot optimise is not ours to follow.
  { rules: { 'react-hooks/incompatible-library': 'off' } },
  ...tseslint.configs.strict.map((part) => ({ ...part, files: typescript })),
  {
    files: typescript,
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': ['error', { allow: ['error'] }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  // useTestDatabase is a hook of Vitest, not of React.
  { files: ['**/*.test.ts', 'lib/db/**'], rules: { 'react-hooks/rules-of-hooks': 'off' } },
  // What a person reads in a terminal.
  { files: ['scripts/**', 'lib/bin/**', 'bench/**', 'e2e/**'], rules: { 'no-console': 'off' } },
  ...house,
]

export default config
