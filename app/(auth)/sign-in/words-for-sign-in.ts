/** Puts the code of a refused sign-in (lib/access/next-auth-options.ts) into words. */
export function wordsForSignIn(code: string, now: Date): string {
  if (code === '') return ''
  const until = /^locked:(.+)$/.exec(code)?.[1]
  if (until) {
    const at = new Date(until)
    if (Number.isNaN(at.getTime()) || at <= now) return 'Too many wrong passwords. Try again now.'
    const clock = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false })
    const minutes = Math.ceil((at.getTime() - now.getTime()) / 60_000)
    return `Too many wrong passwords. Sign-in is locked until ${clock} (${minutes} min).`
  }
  if (code === 'wrong' || code === 'CredentialsSignin') return 'Wrong user name or password.'
  if (code === 'busy') return 'Many people are signing in right now. Try again in a few seconds.'
  if (code === 'away') return 'Sign-in does not work at the moment. Try again in a minute.'
  if (code === 'SessionRequired') return ''
  return 'Sign-in did not work. Try again; if it stays, tell your administrator.'
}
