import { expect, it } from 'vitest'
import { hashPassword, newPassword, refuseWeakPassword, verifyPassword } from './passwords'

it.each([
  ['short1!', 'at least 12'],
  ['password123456', 'tried first'],
  ['aaaaaaaaaaaaaa', 'different'],
  ['xx-rosa.stone-1', 'user name'],
  ['x'.repeat(10) + 'y'.repeat(300), 'at most 256'],
])('refuses %s', (password, words) => {
  expect(() => refuseWeakPassword(password, 'rosa.stone')).toThrow(words)
})

it('makes passwords that pass its own rule and differ', () => {
  const made = new Set(Array.from({ length: 50 }, newPassword))
  expect(made.size).toBe(50)
  for (const password of made) expect(() => refuseWeakPassword(password, 'someone')).not.toThrow()
})

it('keeps argon2id hashes and refuses an unknown account whatever is typed', async () => {
  const stored = await hashPassword('correct horse battery')
  expect(stored).toMatch(/^\$argon2id\$/)
  expect(await verifyPassword(stored, 'correct horse battery')).toBe(true)
  expect(await verifyPassword(stored, 'correct horse batterz')).toBe(false)
  expect(await verifyPassword(null, 'the decoy of an unknown account')).toBe(false)
})
