import { randomUUID } from 'node:crypto'

export { isUid } from './is-uid'

/** A new UID under 2.25: a random UUID as one decimal number (PS3.5 B.2). */
export function newUid(): string {
  return `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`
}
