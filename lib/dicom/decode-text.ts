import { convertBytes } from 'dicom-character-set'

const everyExtension = ['6', '13', '87', '159', '149', '58', '100', '144', '126', '127', '138', '166']
  .map((register) => `\\ISO 2022 IR ${register}`)
  .join('')
const latin1 = new TextDecoder('windows-1252')

/** One value's text from its bytes (PS3.5 6.1). Never throws: text that does not fit its character set is still shown. */
export function decodeText(bytes: Uint8Array, vr: string, specificCharacterSet: string): string {
  if (isPlainAscii(bytes)) return latin1.decode(bytes)
  if (specificCharacterSet === '' || specificCharacterSet === 'ISO_IR 6') return utf8OrLatin1(bytes)
  // Never 'multiple encodings' (PS3.3 C.12.1.1.2), and the library's handling of it is only a detour.
  if (specificCharacterSet === 'ISO_IR 192') return new TextDecoder('utf-8').decode(bytes)
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
