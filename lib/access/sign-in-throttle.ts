import { lockAfter } from './lock-after'

interface Failures {
  count: number
  since: number
  lockedUntil: Date | null
}

const addressLimit = 30
const windowMs = 10 * 60_000

/**
 * Wrong passwords counted in this process: per address, and per name that has no account (known accounts are counted
 * in the database), so that an attacker cannot tell an unknown name from a known one by its lock.
 */
export class SignInThrottle {
  private readonly addresses = new Map<string, Failures>()
  private readonly unknownNames = new Map<string, Failures>()

  closedUntil({ username, address, now }: { username: string; address: string; now: Date }): Date | null {
    const byAddress = this.addresses.get(address)
    if (byAddress && byAddress.count >= addressLimit && now.getTime() - byAddress.since < windowMs) {
      return new Date(byAddress.since + windowMs)
    }
    return this.unknownNames.get(username)?.lockedUntil ?? null
  }

  recordFailure({
    username,
    address,
    known,
    now,
  }: {
    username: string
    address: string
    known: boolean
    now: Date
  }): void {
    const byAddress = count(this.addresses, address, now)
    byAddress.lockedUntil = null
    if (known) return
    const byName = count(this.unknownNames, username, now)
    byName.lockedUntil = lockAfter(byName.count, now) ?? byName.lockedUntil
  }
}

function count(map: Map<string, Failures>, key: string, now: Date): Failures {
  const old = map.get(key)
  const fresh =
    old && now.getTime() - old.since < windowMs ? old : { count: 0, since: now.getTime(), lockedUntil: null }
  fresh.count += 1
  map.set(key, fresh)
  if (map.size > 20_000) map.clear()
  return fresh
}
