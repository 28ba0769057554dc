/** A study's way, as a technologist says it. */
export function stateWords(state: string): string {
  switch (state) {
    case 'arriving':
      return 'Arriving'
    case 'readable':
      return 'Waiting to be read'
    case 'claimed':
      return 'Being read'
    case 'preliminary':
      return 'Preliminary report'
    case 'final':
      return 'Reported'
    case 'addended':
      return 'Reported, addendum'
    case 'cancelled':
      return 'Cancelled'
    default:
      return state
  }
}

/** "C-STORE:CT1" as "CT1 by C-STORE"; who uploaded stays in the audit log. */
export function originWords(origin: string): string {
  const at = origin.indexOf(':')
  const [way, who] = at < 0 ? [origin, ''] : [origin.slice(0, at), origin.slice(at + 1)]
  if (way === 'C-STORE') return `${who} by C-STORE`
  if (way === 'STOW-RS') return 'STOW-RS'
  if (way === 'upload') return 'Upload'
  if (way === 'film') return 'Film'
  if (way === 'import') return 'Import by command'
  return way === 'demo' ? 'Sample data' : way
}
