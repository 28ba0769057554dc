/** The session has ended: to the sign-in page, and back here afterwards. */
export function leaveForSignIn(): void {
  const here = window.location.pathname + window.location.search
  if (window.location.pathname.startsWith('/sign-in')) return
  // A whole new page, so that nothing of a patient stays in memory.
  window.location.assign(new URL(`/sign-in?ended=1&from=${encodeURIComponent(here)}`, window.location.origin))
}
