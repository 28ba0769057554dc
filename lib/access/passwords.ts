import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { AppError } from '@/lib/errors'

// OWASP: argon2id, 19 MiB, two passes, one lane.
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const common =
  /^(?:password|passw0rd|letmein|welcome|qwerty|admin|radiolog|hospital|wetread|changeme|iloveyou|12345|abc123)/i

/** @throws AppError invalid when the password is too short, too long or one of those that are tried first. */
export function refuseWeakPassword(password: string, username: string): void {
  const problem = weakness(password, username)
  if (problem) throw new AppError('invalid', problem, { detail: { field: 'password' } })
}

function weakness(password: string, username: string): string | null {
  if (password.length < 12) return 'Use at least 12 characters.'
  if (password.length > 256) return 'Use at most 256 characters.'
  if (common.test(password)) return 'This password starts with a word that is tried first. Choose another.'
  if (new Set(password).size < 5) return 'Use more different characters.'
  if (username.length >= 3 && password.toLowerCase().includes(username.toLowerCase()))
    return 'The password must not contain the user name.'
  return null
}

export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2id)
}

let decoy: Promise<string> | undefined

/** Takes the same time whether or not the account exists, so that time tells nothing (conformance S14). */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('the decoy of an unknown account')
  const matches = await verify(passwordHash ?? (await decoy), password.slice(0, 256))
  return matches && passwordHash !== null
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password a person can type from a screen: five groups of four, about 99 bits. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 5 }, group).join('-')
}
