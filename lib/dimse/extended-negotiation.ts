import type { Services } from './handlers'
import type { AssociateRq } from './parse-associate'

/** What was agreed for a query or retrieval SOP class (PS3.4 C.5.1.1, C.5.2.1). */
export interface Extended {
  relational: boolean
  combinedDatetime: boolean
  fuzzy: boolean
}

export const notExtended: Extended = { relational: false, combinedDatetime: false, fuzzy: false }

/**
 * Of what the requestor asks for by extended negotiation we take relational queries, and for C-FIND combined date
 * and time matching and fuzzy matching of names; time zone adjustment is declined.
 */
export function agreeOn(
  { extended }: Pick<AssociateRq, 'extended'>,
  { find = {}, move = {}, get = {} }: Services,
): { agreed: Map<string, Extended>; answer: Map<string, Buffer> } {
  const agreed = new Map<string, Extended>()
  const answer = new Map<string, Buffer>()
  for (const [SOPClassUID, wanted] of extended) {
    const isFind = Object.hasOwn(find, SOPClassUID)
    if (!isFind && !Object.hasOwn(move, SOPClassUID) && !Object.hasOwn(get, SOPClassUID)) continue
    const relational = wanted[0] === 1
    const combinedDatetime = isFind && wanted[1] === 1
    const fuzzy = isFind && wanted[2] === 1
    agreed.set(SOPClassUID, { relational, combinedDatetime, fuzzy })
    // As many bytes as were asked for: what is not known is declined.
    const bytes = Buffer.alloc(wanted.length)
    if (bytes.length > 0) bytes[0] = Number(relational)
    if (bytes.length > 1) bytes[1] = Number(combinedDatetime)
    if (bytes.length > 2) bytes[2] = Number(fuzzy)
    answer.set(SOPClassUID, bytes)
  }
  return { agreed, answer }
}
