const needed = [20, 19, 0]

/**
 * @param {string} version as in process.version
 * @returns {string | null} one sentence when this Node is too old
 */
export function nodeTooOld(version) {
  const have = version.replace(/^v/, '').split('.').map(Number)
  for (let i = 0; i < needed.length; i++) {
    const difference = (have[i] ?? 0) - (needed[i] ?? 0)
    if (difference > 0) return null
    if (difference < 0) {
      return `Wetread needs Node ${needed.slice(0, 2).join('.')} or later; this is ${version}. Get it from https://nodejs.org.`
    }
  }
  return null
}
