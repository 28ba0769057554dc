/** A `*` and `?` pattern as SQL LIKE; `%`, `_` and the backslash in it stay literal (PS3.4 C.2.2.2.4). */
export function likePattern(pattern: string): string {
  return pattern
    .replace(/[\\%_]/g, (character) => `\\${character}`)
    .replaceAll('*', '%')
    .replaceAll('?', '_')
}

/** The same pattern tested in memory, in time linear in text × pattern whatever the pattern is. */
export function matchesWildcard(text: string, pattern: string): boolean {
  const characters = [...text]
  const parts = [...pattern]
  let t = 0
  let p = 0
  let star = -1
  let resume = 0
  while (t < characters.length) {
    if (parts[p] === '*') {
      star = p
      resume = t
      p += 1
    } else if (p < parts.length && (parts[p] === '?' || parts[p] === characters[t])) {
      t += 1
      p += 1
    } else if (star >= 0) {
      p = star + 1
      resume += 1
      t = resume
    } else return false
  }
  while (parts[p] === '*') p += 1
  return p === parts.length
}
