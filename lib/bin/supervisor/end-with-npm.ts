const everyMs = 1_000

/**
 * npm hands SIGTERM to the shell that it started us by, and the shell ends without passing it on: a service manager
 * that stops `npm start` would leave everything running. So the end of that shell counts as the signal.
 */
export function endWithNpm(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const shell = process.ppid
  const watching = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watching)
    stop()
  }, everyMs)
  watching.unref()
}
