import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashVersion } from './hash-version'
import { verifyVersions } from './verify-versions'

const version = {
  studyId: '0190f5a0-0000-7000-8000-000000000001',
  version: 1,
  status: 'final' as const,
  indication: '',
  findings: 'Lungs clear.',
  impression: 'Normal chest.',
  authorId: '0190f5a0-0000-7000-8000-000000000002',
  signedAt: '2026-03-01T09:00:00.000Z',
  prevHash: '',
}

describe('the hash of a signed version', () => {
  it('stays what it is: stored hashes must verify after every release', () => {
    expect(hashVersion(version)).toBe('934edb7933f95de393049fb2c13c29cebf2d39e819a97f968be29a304cde72c3')
  })

  it('changes with everything that it seals, and fields cannot run into one another', () => {
    const field = fc.constantFrom(
      'indication',
      'findings',
      'impression',
      'authorId',
      'signedAt',
      'prevHash',
      'studyId',
    )
    fc.assert(
      fc.property(field, fc.string({ minLength: 1 }), (name, text) => {
        const other = { ...version, [name]: `${version[name as 'findings']}${text}` }
        expect(hashVersion(other)).not.toBe(hashVersion(version))
      }),
    )
    const moved = { ...version, findings: 'Lungs clear.Normal', impression: ' chest.' }
    expect(hashVersion(moved)).not.toBe(hashVersion(version))
  })

  it('verifies an empty chain', () => {
    expect(verifyVersions([])).toBeNull()
  })
})
