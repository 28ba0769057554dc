import { createHash } from 'node:crypto'

/** A UID under 2.25 (PS3.5 B.2) that is the same for the same name, so that loading the samples twice adds nothing. */
export function syntheticUid(name: string): string {
  const digest = createHash('sha256').update(`wetread-synthetic:${name}`).digest()
  return `2.25.${BigInt(`0x${digest.subarray(0, 15).toString('hex')}`).toString()}`
}
