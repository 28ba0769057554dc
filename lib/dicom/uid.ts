import { randomUUID } from 'node:crypto'

/**
 * PS3.5 9.1: digits and dots, at most 64 characters. Leading zeros of a component are accepted, because real
 * scanners send them and nothing but uniqueness depends on them (conformance rule 2).
 */
export function isUid(value: string): boolean {
  return value.length <= 64 && /^[0-9]+(\.[0-9]+)*$/.test(value)
}

/** A new UID under 2.25: a random UUID as one decimal number (PS3.5 B.2). */
export function newUid(): string {
  return `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`
}
