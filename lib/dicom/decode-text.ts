import { convertBytes } from 'dicom-character-set'
import { limits } from './limits'

const everyExtension = ['6', '13', '87', '159', '149', '58', '100', '144', '126', '127', '138', '166']
  .map((register) => `\\ISO 2022 IR ${register}`)
  .join('')
const latin1 = new TextDecoder('windows-1252')

/** What one data set may still cost; one object for all its values. */
export interface TextBudget {
  runs: number
}

export function newTextBudget(): TextBudget {
  return { runs: limits.textRuns }
}

export interface TextInput {
  bytes: Uint8Array
  vr: string
  specificCharacterSet: string
  budget: TextBudget
}

/**
 * One value's text from its bytes (PS3.5 6.1). Never throws: text that does not fit its character set, or that is made
 * to be expensive, is still shown as far as it goes.
 */
export function decodeText({ bytes, vr, specificCharacterSet, budget }: TextInput): string {
  if (isPlainAscii(bytes)) return latin1.decode(bytes)
  if (specificCharacterSet === '' || specificCharacterSet === 'ISO_IR 6') return utf8OrLatin1(bytes)
  // Never 'multiple encodings' (PS3.3 C.12.1.1.2), and the library's handling of it is only a detour.
  if (specificCharacterSet === 'ISO_IR 192') return new TextDecoder('utf-8').decode(bytes)
  budget.runs -= runsOf(bytes)
  if (budget.runs < 0) return utf8OrLatin1(bytes.filter((byte) => byte !== 0x1b))
  // Senders escape to sets they did not declare, ASCII above all; the library refuses, so it is told of them in steps.
  for (const extra of ['', '\\ISO 2022 IR 6', everyExtension]) {
    const text = convert(bytes, vr, specificCharacterSet + extra)
    if (text !== null) return text
  }
  return utf8OrLatin1(bytes.filter((byte) => byte !== 0x1b))
}

function convert(bytes: Uint8Array, vr: string, characterSets: string): string | null {
  try {
    return String(convertBytes(characterSets, bytes, { vr }))
  } catch {
    // Unknown character set or escape sequence: the name must still be legible as far as it goes.
    return null
  }
}

/** Where the decoder has to be changed: escapes, and between the lower and the upper half. */
function runsOf(bytes: Uint8Array): number {
  let runs = 1
  let wasHigh = false
  for (const byte of bytes) {
    const isHigh = byte > 0x7f
    if (byte === 0x1b || isHigh !== wasHigh) runs += 1
    wasHigh = isHigh
  }
  return runs
}

/** Bytes beyond ASCII without a declared character set: what modern senders mean first, what old ones meant second. */
function utf8OrLatin1(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return latin1.decode(bytes)
  }
}

function isPlainAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 0x7e || byte === 0x1b) return false
  return true
}
