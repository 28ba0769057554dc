export interface PersonNameGroups {
  alphabetic: string
  ideographic: string
  phonetic: string
}

/** The three component groups of a PN value (PS3.5 6.2.1.2); absent ones are ''. */
export function splitPersonName(pn: string): PersonNameGroups {
  const [alphabetic = '', ideographic = '', phonetic = ''] = pn.split('=').map((group) => group.trim())
  return { alphabetic, ideographic, phonetic }
}
