import { lockAfter } from './lock-after'

interface Failures {
  count: number
  since: number
  lockedUntil: Date | null
}

const addressLimit = 30
const windowMs = 10 * 60_000

interface Attempt {
  username: string
  address: string
  /** Whether the name has an account. */
  known: boolean
  now: Date
}

export type Reservation = { until: Date } | { until: null; release: () => void }

/**
 * Wrong passwords counted in this process: per address, and per name that has no account (known accounts are counted
 * in the database), so that an attacker cannot tell an unknown name from a known one by its lock.
 */
export class SignInThrottle {
  private readonly addresses = new Map<string, Failures>()
  private readonly unknownNames = new Map<string, Failures>()

  /** Until when this address, or this name without an account, is closed; null when it is open. */
  closedUntil({ username, address, now }: Omit<Attempt, 'known'>): Date | null {
    const byAddress = this.addresses.get(address)
    if (byAddress && byAddress.count >= addressLimit && now.getTime() - byAddress.since < windowMs) {
      return new Date(byAddress.since + windowMs)
    }
    const byName = this.unknownNames.get(username)?.lockedUntil ?? null
    return byName && byName > now ? byName : null
  }

  /**
   * Counts an attempt as wrong before its password is checked, so that attempts side by side count one another.
   * `release` takes it back from the address once the password was right.
   */
  reserve({ username, address, known, now }: Attempt): Reservation {
    const until = this.closedUntil({ username, address, now })
    if (until) return { until }
    const byAddress = count(this.addresses, address, now)
    if (!known) {
      const byName = count(this.unknownNames, username, now)
      byName.lockedUntil = lockAfter(byName.count, now) ?? byName.lockedUntil
    }
    return {
      until: null,
      release: () => {
        byAddress.count -= 1
      },
    }
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
