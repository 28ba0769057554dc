/** Where to go after signing in: a path on this site, whatever the link said. */
export function safeReturn(wanted: string | string[] | undefined): string {
  if (typeof wanted !== 'string') return '/'
  try {
    const url = new URL(wanted, 'http://wetread.invalid')
    const ours =
      wanted.startsWith('/') && url.host === 'wetread.invalid' && !url.pathname.startsWith('/sign-in')
    return ours ? url.pathname + url.search : '/'
  } catch {
    return '/'
  }
}
