interface PersonName {
  alphabetic: string
  ideographic: string
}

/** A PN for a list: family name first and set apart, PS3.5 6.2.1. "Gray^Ana^María^^Dr" becomes "Gray, Ana María". */
export function personName(name: PersonName): string {
  return group(name.alphabetic) || name.ideographic.replaceAll('^', ' ').trim() || 'No name'
}

/** The ideographic group where there is one beside the alphabetic. */
export function ideographicName(name: PersonName): string {
  return group(name.alphabetic) === ''
    ? ''
    : name.ideographic.replaceAll('^', ' ').replace(/\s+/g, ' ').trim()
}

/** A PN as one string with all groups, e.g. ReferringPhysicianName. */
export function personNameOf(pn: string): string {
  const [alphabetic = '', ideographic = ''] = pn.split('=')
  return alphabetic === '' && ideographic === '' ? '' : personName({ alphabetic, ideographic })
}

function group(value: string): string {
  const [family = '', given = '', middle = ''] = value.split('^').map((part) => part.trim())
  const rest = [given, middle].filter((part) => part !== '').join(' ')
  return [family, rest].filter((part) => part !== '').join(', ')
}
