/**
 * What a name is compared by: lower case, without accents, all component groups joined by blanks, so that
 * `Ta*` finds "Tá" and a search by the Latin form finds the Japanese patient (PS3.4 C.2.2.2.1 leaves matching of
 * names to the server, as long as it is documented).
 */
export function foldName(pn: string): string {
  return foldText(pn.replaceAll('=', ' ').replaceAll('^', ' '))
}

/** Lower case, compatibility forms (full-width Latin) unified, marks off, blanks single. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
}
