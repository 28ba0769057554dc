import { verdictWords, type FileVerdict } from './verdict'

export const verdictCsvHead = 'File,Bytes,Verdict,Reason\r\n'

/** One line of CSV (RFC 4180). */
export function verdictCsv({ label, size, verdict, words }: FileVerdict): string {
  return `${[label, String(size), verdictWords[verdict], words].map(cell).join(',')}\r\n`
}

/** What a spreadsheet would take for a formula is made text (S33): the names come from a stranger's disc. */
function cell(text: string): string {
  const safe = /^[\s]*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
