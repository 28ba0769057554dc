import { createGate, type Gate } from './gate'
import { SignInThrottle } from './sign-in-throttle'

interface PasswordGuard {
  throttle: SignInThrottle
  gate: Gate
}

const globals = globalThis as typeof globalThis & { wetreadPasswordGuard?: PasswordGuard }

/**
 * What limits the checking of passwords in this process. Sign-in runs in Next's bundle and the change of a password
 * outside it; they share the one on globalThis. Each argon2 takes a core and 19 MiB, hence four at once.
 */
export function passwordGuard(): PasswordGuard {
  globals.wetreadPasswordGuard ??= {
    throttle: new SignInThrottle(),
    gate: createGate({ atOnce: 4, waiting: 40 }),
  }
  return globals.wetreadPasswordGuard
}
