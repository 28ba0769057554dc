interface ViewFacts {
  ViewPosition: string
  SeriesDescription: string
  ProtocolName: string
}

const frontal = /\b(pa|ap|frontal|p\.a\.|a\.p\.)\b/i
const lateral = /\b(lat|lateral|ll|rl|seitlich|profil)\b/i

/** Why a view is not frontal; null when it is, or when the header does not say (PS3.3 C.8.7.1.1, C.8.11.5). */
export function whyNotFrontal({ ViewPosition, SeriesDescription, ProtocolName }: ViewFacts): string | null {
  const view = ViewPosition.trim().toUpperCase()
  if (/^(PA|AP)\b/.test(view)) return null
  if (/^(LL|RL|LAT|LATERAL|LEFT LATERAL|RIGHT LATERAL)\b/.test(view)) return 'lateral view'
  if (/^(LLD|RLD)\b/.test(view)) return 'decubitus view'
  if (view) return `view ${view.slice(0, 16)} is not frontal`
  const described = `${SeriesDescription} ${ProtocolName}`
  return lateral.test(described) && !frontal.test(described) ? 'lateral view' : null
}
