import dcmjs from 'dcmjs'

export interface DictionaryEntry {
  /** Eight upper-case hex digits, as DICOM JSON writes tags. */
  tag: string
  keyword: string
  /** PS3.6; 'xs' = US or SS, 'ox' = OB or OW, 'lt' = US, SS or OW: decided by `resolveVr`. */
  vr: string
}

interface DcmjsEntry {
  tag: string
  vr: string
  name: string
}

interface Dictionary {
  byTag: Map<string, DictionaryEntry>
  byKeyword: Map<string, DictionaryEntry>
}

let loaded: Dictionary | undefined

/** dcmjs serves as the dictionary only; its own parser never sees our bytes (recipes section 6). */
function dictionary(): Dictionary {
  if (loaded) return loaded
  const nameMap = dcmjs.data.DicomMetaDictionary.nameMap as Record<string, DcmjsEntry | undefined>
  const byTag = new Map<string, DictionaryEntry>()
  const byKeyword = new Map<string, DictionaryEntry>()
  for (const name of Object.keys(nameMap)) {
    const found = nameMap[name]
    if (!found || !/^\([0-9A-Fa-f]{4},[0-9A-Fa-f]{4}\)$/.test(found.tag)) continue
    const tag = (found.tag.slice(1, 5) + found.tag.slice(6, 10)).toUpperCase()
    const keyword = name.replace(/^RETIRED_/, '')
    const entry = { tag, keyword, vr: found.vr === 'up' ? 'UL' : found.vr }
    if (!byTag.has(tag)) byTag.set(tag, entry)
    if (!byKeyword.has(keyword)) byKeyword.set(keyword, entry)
  }
  loaded = { byTag, byKeyword }
  return loaded
}

/** Entry of a tag; repeating groups (50xx, 60xx: PS3.5 7.6) are found under their first group. */
export function entryOfTag(tag: string): DictionaryEntry | undefined {
  const { byTag } = dictionary()
  const exact = byTag.get(tag)
  if (exact) return exact
  if (!/^(50|60)[0-9A-F][02468ACE]/.test(tag)) return undefined
  const first = byTag.get(`${tag.slice(0, 2)}00${tag.slice(4)}`)
  return first && { ...first, tag }
}

/** @throws Error when the keyword is not in PS3.6: a mistake of ours, never of a file. */
export function tagOf(keyword: string): string {
  const entry = dictionary().byKeyword.get(keyword)
  if (!entry) throw new Error(`No DICOM attribute has the keyword ${keyword}`)
  return entry.tag
}

export function entryOfKeyword(keyword: string): DictionaryEntry | undefined {
  return dictionary().byKeyword.get(keyword)
}

export function keywordOf(tag: string): string | undefined {
  return entryOfTag(tag)?.keyword
}

/** VR as the dictionary has it; private creators are LO (PS3.5 7.8.1), group lengths UL, the rest UN. */
export function vrOf(tag: string): string {
  if (tag.endsWith('0000')) return 'UL'
  if (isPrivate(tag)) return /^....00[1-9A-F][0-9A-F]$/.test(tag) ? 'LO' : 'UN'
  return entryOfTag(tag)?.vr ?? 'UN'
}

/** Odd group: private (PS3.5 7.8). */
export function isPrivate(tag: string): boolean {
  return /^...[13579BDF]/.test(tag)
}
