import { createHash } from 'node:crypto'

interface Known {
  until: number
  identity: unknown
}

interface Identities {
  known: Map<string, Known>
  /** Grows with every change of an account, a session or a token that this process makes. */
  generation: number
}

const globals = globalThis as typeof globalThis & { wetreadIdentities?: Identities }
const keptMs = 2_000
const most = 5_000

function identities(): Identities {
  return (globals.wetreadIdentities ??= { known: new Map(), generation: 0 })
}

/**
 * Who is behind a cookie or a token, for two seconds: a viewer asks for a hundred frames in that time. What this process
 * revokes or changes is forgotten at once; what another one does is noticed after two seconds. Nobody is remembered as
 * being nobody.
 */
export async function rememberIdentity<T>(secret: string, find: () => Promise<T | null>): Promise<T | null> {
  const { known, generation } = identities()
  const now = performance.now()
  const key = createHash('sha256').update(secret).digest('base64url')
  const found = known.get(key)
  if (found && found.until > now) return found.identity as T
  const identity = await find()
  // What was revoked while we asked must not be remembered.
  if (identity !== null && identities().generation === generation) {
    if (known.size >= most) known.clear()
    known.set(key, { until: now + keptMs, identity })
  }
  return identity
}

/** After every change of who may sign in or what they may do. */
export function forgetIdentities(): void {
  const all = identities()
  all.generation += 1
  all.known.clear()
}
